import type { TitleFeatures } from './title_features.js'

/** What a title is, in words and ids. */
export interface TitleDescription {
  genres: readonly string[]
  /** Ids or names of who made it. */
  people: readonly string[]
  synopsis: string
}

/** Below this, a word is mostly grammar or an abbreviation. */
const SHORTEST_WORD = 3
/** What only one title has makes it like no other. */
const LEAST_TITLES = 2

/** Counts of the names of one kind, such as the words of a synopsis. */
type Counts = ReadonlyMap<string, number>

/**
 * Titles as a sparse matrix with tf-idf weights (Salton and Buckley 1988: `(1 + ln tf) ln(n / df)`).
 * In a row each kind (genres, people, words) has the same length, so that many words do not drown one
 * genre, and the whole row has length 1; a title about which nothing is known has an empty row. What
 * all titles have, or only one, is left out.
 */
export function buildTitleFeatures(titles: readonly TitleDescription[]): TitleFeatures {
  const rows = titles.map(kindsOf)
  const idf = inverseFrequencies(rows)
  const names = Array.from(idf.keys()).sort()
  const columnOf = new Map(names.map((name, column) => [name, column]))

  const rowStart = new Uint32Array(titles.length + 1)
  const columns: number[] = []
  const weights: number[] = []
  for (const [row, kinds] of rows.entries()) {
    for (const [name, weight] of weighed(kinds, idf)) {
      columns.push(columnOf.get(name)!)
      weights.push(weight)
    }
    rowStart[row + 1] = columns.length
  }
  return {
    names,
    rowStart,
    columns: Uint32Array.from(columns),
    weights: Float32Array.from(weights),
  }
}

function kindsOf({ genres, people, synopsis }: TitleDescription): Counts[] {
  return [
    countsOf('genre', new Set(genres)),
    countsOf('person', new Set(people)),
    countsOf('word', wordsIn(synopsis)),
  ]
}

function countsOf(kind: string, values: Iterable<string>): Counts {
  const counts = new Map<string, number>()
  for (const value of values) {
    const name = `${kind}:${value}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

/** Words without case and accents, in any script that parts words. */
function wordsIn(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD)
}

function inverseFrequencies(rows: readonly (readonly Counts[])[]): Map<string, number> {
  const frequencies = new Map<string, number>()
  for (const kinds of rows) {
    for (const counts of kinds) {
      for (const name of counts.keys()) frequencies.set(name, (frequencies.get(name) ?? 0) + 1)
    }
  }
  const idf = new Map<string, number>()
  for (const [name, frequency] of frequencies) {
    if (frequency < LEAST_TITLES || frequency === rows.length) continue
    idf.set(name, Math.log(rows.length / frequency))
  }
  return idf
}

function weighed(kinds: readonly Counts[], idf: ReadonlyMap<string, number>): [string, number][] {
  const parts = kinds
    .map((counts) => unitLength(tfIdf(counts, idf)))
    .filter((part) => part.length > 0)
  return unitLength(parts.flat())
}

function tfIdf(counts: Counts, idf: ReadonlyMap<string, number>): [string, number][] {
  return Array.from(counts).flatMap(([name, count]) => {
    const rarity = idf.get(name)
    return rarity === undefined ? [] : [[name, (1 + Math.log(count)) * rarity]]
  })
}

function unitLength(entries: [string, number][]): [string, number][] {
  const length = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, 0))
  return entries.map(([name, weight]) => [name, weight / length])
}
