import db from '@adonisjs/lucid/services/db'
import { SearchCatalogue } from '../queries/search_catalogue.js'
import type { Viewing } from '../viewing.js'
import { QUERY_CLASSES, type LabelledQuery } from './make_queries.js'

/** Answers a query with the ids of titles, the best first; an empty list where there is nothing. */
export type Searcher = (text: string) => Promise<string[]>

export interface Marks {
  queries: number
  /** Mean reciprocal rank of the first answer of the highest grade, among ten (Voorhees 1999). */
  mrr: number
  /** Normalised discounted cumulative gain of ten, gains of 2^grade - 1 (Burges et al. 2005). */
  ndcg: number
}

const AT = 10

/** Grown up, at home, in English: the widest view. */
export const JUDGES_VIEW: Viewing = {
  ...{ profileId: null, kids: false, maturityLimit: 18 },
  ...{ country: 'US', languages: ['en'] },
}

/** Our own search. An episode and a person stand for nothing but themselves and are left out. */
export async function ours(text: string): Promise<string[]> {
  const page = await new SearchCatalogue().handle({
    ...{ viewing: JUDGES_VIEW, text: text.slice(0, 400), filters: {}, limit: 40 },
  })
  return page.items.flatMap(({ title }) => (title ? [title.id] : []))
}

/** What PostgreSQL gives without us: its parser, `ts_rank`, and the name alone. */
export async function fullText(text: string): Promise<string[]> {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>(
    `select t.id from catalog.titles t, websearch_to_tsquery('simple', :text) q
     where t.kind <> 'extra' and to_tsvector('simple', t.name) @@ q
     order by ts_rank(to_tsvector('simple', t.name), q) desc, t.id limit ${AT}`,
    { text }
  )
  return rows.map(({ id }) => id)
}

export async function ilike(text: string): Promise<string[]> {
  const { rows } = await db.rawQuery<{ rows: { id: string }[] }>(
    `select t.id from catalog.titles t
     where t.kind <> 'extra' and t.name ilike '%' || :text || '%'
     order by length(t.name), t.id limit ${AT}`,
    { text }
  )
  return rows.map(({ id }) => id)
}

export interface Judged {
  query: LabelledQuery
  mrr: number
  ndcg: number
}

export async function judge(queries: LabelledQuery[], search: Searcher): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const query of queries) {
    const answer = (await search(query.text)).slice(0, AT)
    judged.push({ query, ...marksOf(query, answer) })
  }
  return judged
}

function marksOf({ grades }: LabelledQuery, answer: string[]): { mrr: number; ndcg: number } {
  // Where there is nothing to find, finding nothing is the whole answer.
  if (grades.size === 0) {
    const right = answer.length === 0 ? 1 : 0
    return { mrr: right, ndcg: right }
  }
  const highest = Math.max(...grades.values())
  const first = answer.findIndex((id) => grades.get(id) === highest)
  const gains = answer.map((id) => 2 ** (grades.get(id) ?? 0) - 1)
  const ideal = [...grades.values()].sort((a, b) => b - a).map((grade) => 2 ** grade - 1)
  return { mrr: first < 0 ? 0 : 1 / (first + 1), ndcg: discounted(gains) / discounted(ideal) }
}

function discounted(gains: number[]): number {
  return gains.slice(0, AT).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0)
}

/** The marks of a half, overall and by class. */
export function summary(judged: Judged[], half: 'dev' | 'test'): Record<string, Marks> {
  const ofHalf = judged.filter(({ query }) => query.half === half)
  const classes = QUERY_CLASSES.map(
    (name) => [name, ofHalf.filter(({ query }) => query.class === name)] as const
  )
  const all = [['all', ofHalf] as const, ...classes]
  return Object.fromEntries(
    all.filter(([, list]) => list.length > 0).map(([name, list]) => [name, mean(list)])
  )
}

function mean(judged: Judged[]): Marks {
  const average = (of: (one: Judged) => number) =>
    Math.round((judged.reduce((sum, one) => sum + of(one), 0) / judged.length) * 1000) / 1000
  return {
    queries: judged.length,
    mrr: average(({ mrr }) => mrr),
    ndcg: average(({ ndcg }) => ndcg),
  }
}
