import { makeQueries, type LabelledQuery } from '../../app/catalog/evaluating/make_queries.js'
import { readEntries } from '../../app/catalog/evaluating/entries.js'

/** Not the one that quality is judged by. */
const SEED = 77
const LONGEST = 60

/** Labelled queries of each class, of the catalogue that is there. */
export async function labelledQueries(perClass: number): Promise<LabelledQuery[]> {
  return makeQueries(await readEntries(), SEED, perClass)
}

/** What stands in the field while the queries are typed letter by letter: each text once, in that order. */
export function typedTexts(queries: readonly LabelledQuery[]): string[] {
  const texts = queries.flatMap(({ text }) => {
    const letters = [...text].slice(0, LONGEST)
    return letters.map((_, at) => letters.slice(0, at + 1).join('')).filter((typed) => typed.trim())
  })
  return [...new Set(texts)]
}
