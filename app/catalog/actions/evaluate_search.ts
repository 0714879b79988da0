import { readEntries } from '../evaluating/entries.js'
import { makeQueries } from '../evaluating/make_queries.js'
import {
  fullText,
  ilike,
  judge,
  ours,
  summary,
  type Judged,
  type Marks,
  type Searcher,
} from '../evaluating/measure.js'
import { writeFilms, type FilmFacts } from '../evaluating/write_films.js'
import { GenerateCatalogue } from './generate_catalogue.js'

/** What is searched in: an invented catalogue, or real films. */
export type EvaluatedSet = 'generated' | 'real'

export interface Evaluation {
  set: EvaluatedSet
  titles: number
  /** By who searches, by the half of the queries, by class. */
  marks: Record<string, Record<'dev' | 'test', Record<string, Marks>>>
  /** Queries of the development half that our search answers worst. */
  worst: { text: string; class: string; mrr: number }[]
}

const SEARCHERS: Record<string, Searcher> = {
  FlixFlow: ours,
  websearch_to_tsquery: fullText,
  ilike: ilike,
}
const SEED = 2026
const MOST_WORST = 40

/**
 * Judges our search and PostgreSQL's own on the same labelled queries. It fills the catalogue that the
 * process is connected to, which must be an empty one that nobody else uses.
 */
export class EvaluateSearch {
  async handle(input: {
    set: EvaluatedSet
    /** Of the generated set. */
    titles: number
    films: FilmFacts[]
    perClass: number
  }): Promise<Evaluation> {
    if (input.set === 'real') await writeFilms(input.films)
    else await new GenerateCatalogue().handle({ titles: input.titles, seed: 42, replace: true })
    const entries = await readEntries()
    const queries = makeQueries(entries, SEED, input.perClass)
    const marks: Evaluation['marks'] = {}
    let own: Judged[] = []
    for (const [name, search] of Object.entries(SEARCHERS)) {
      const judged = await judge(queries, search)
      if (search === ours) own = judged
      marks[name] = { dev: summary(judged, 'dev'), test: summary(judged, 'test') }
    }
    return { set: input.set, titles: entries.length, marks, worst: worstOf(own) }
  }
}

function worstOf(judged: Judged[]): Evaluation['worst'] {
  return judged
    .filter(({ query, mrr }) => query.half === 'dev' && mrr < 1)
    .sort((a, b) => a.mrr - b.mrr)
    .slice(0, MOST_WORST)
    .map(({ query, mrr }) => ({ text: query.text, class: query.class, mrr }))
}
