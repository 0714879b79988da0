import { clock } from '#core/clock'
import type { Viewing } from '../viewing.js'
import { findDocuments, findMatching, type FoundRow, type SearchScope } from './candidates.js'
import { correct } from './corrections.js'
import { wordsOf } from './fold.js'
import { parseQuery, queryOf, tsqueryOf, type Query } from './query.js'
import { scoreOf, shareInNames } from './score.js'
import { seasonFormIn, type SeasonForm } from './season_form.js'
import { findTyped } from './typed.js'

export interface Ranked {
  row: FoundRow
  score: number
}

/** What a search found, the best first. */
export interface RankedAnswer {
  results: Ranked[]
  /** What holds some of the words only, when nothing holds all. */
  related: Ranked[]
  /** How the query is spelt in the catalogue, when it was found by that. */
  correction: string | null
  /** The season, and maybe the episode, that the query asks for of the shows in it. */
  place: SeasonForm | null
}

/** From here on, a name has all words of the query. */
const GOOD = 0.6
/** So few results are not enough to leave typos aside. */
const FEW = 3
/** A query this short is looked for at the beginning of names only. */
const SHORT = 3
const LEAST_SHARE = 0.5
/** An answer by a corrected word comes after one by the word itself. */
const CORRECTED = 0.93
const OF_PLACE = 0.12
const MOST_RELATED = 20

/**
 * Ranks all that a query may mean to a viewer: first by its words as they are, then, where that finds
 * little, by the words that a typo may have meant, and at last by some of its words.
 */
export async function findRanked(
  viewing: Viewing,
  text: string,
  scope: SearchScope
): Promise<RankedAnswer> {
  const query = parseQuery(text)
  const found = new Ranking()
  if (query.terms.length === 0) return found.answer(null, null)

  found.add(await rowsFor(viewing, query, scope), query)
  const place = seasonFormIn(wordsOf(text))
  if (place) found.add(await showsFor(viewing, place, scope), queryOf(place.rest, false), OF_PLACE)
  if (found.best >= GOOD || found.size > 40) return found.answer(null, place)

  const sought = place ? queryOf(place.rest, false) : query
  await correct(sought)
  if (sought.terms.some((term) => term.corrections.size > 0)) {
    const before = found.best
    found.add(await rowsOf(viewing, sought, scope), sought, 0, CORRECTED)
    if (found.size > 0) {
      const spelling = before === 0 ? found.spelling(sought) : null
      if (found.best >= GOOD || found.size >= FEW) return found.answer(spelling, place)
      if (spelling) return found.answer(spelling, place)
    }
  }
  if (found.size > 0) return found.answer(null, place)

  const anyTerm = tsqueryOf(sought, 'any-term')
  const some = anyTerm ? await findMatching(viewing, anyTerm, sought.keys[0] ?? '', scope) : []
  return found.partly(some, sought, place)
}

/** By the beginning of names too when the query, or the word that is being typed, is short. */
async function rowsFor(viewing: Viewing, query: Query, scope: SearchScope) {
  const key = query.keys[0] ?? ''
  const last = query.terms.at(-1)?.word ?? ''
  if ([...key].length > SHORT && [...last].length >= SHORT) return rowsOf(viewing, query, scope)
  const typed = await findTyped(viewing, key)
  const [begun, whole] = await Promise.all([
    findDocuments(viewing, [...new Set(typed.map(({ id }) => id))], scope),
    rowsOf(viewing, query, scope),
  ])
  return [...new Map([...begun, ...whole].map((row) => [row.id, row])).values()]
}

async function rowsOf(viewing: Viewing, query: Query, scope: SearchScope): Promise<FoundRow[]> {
  const tsquery = tsqueryOf(query, 'every-term')
  return tsquery ? findMatching(viewing, tsquery, query.keys[0] ?? '', scope) : []
}

async function showsFor(viewing: Viewing, { rest }: SeasonForm, scope: SearchScope) {
  const rows = await rowsOf(viewing, queryOf(rest, false), { ...scope, kind: 'show' })
  return scope.kind === undefined || scope.kind === 'show' ? rows : []
}

/** Documents with the best score that any reading of the query gave them. */
class Ranking {
  readonly #ranked = new Map<string, Ranked>()
  readonly #thisYear = clock.date().getUTCFullYear()

  get size(): number {
    return this.#ranked.size
  }

  get best(): number {
    let best = 0
    for (const { score } of this.#ranked.values()) best = Math.max(best, score)
    return best
  }

  add(rows: FoundRow[], query: Query, more = 0, share = 1): void {
    for (const row of rows) {
      const score = scoreOf(row, query, this.#thisYear) * share + more
      const before = this.#ranked.get(row.id)
      if (!before || before.score < score) this.#ranked.set(row.id, { row, score })
    }
  }

  answer(correction: string | null, place: SeasonForm | null): RankedAnswer {
    return { results: sorted([...this.#ranked.values()]), related: [], correction, place }
  }

  /** Rows that hold half of the query are results; the others are only related to it. */
  partly(rows: FoundRow[], query: Query, place: SeasonForm | null): RankedAnswer {
    const judged = rows.map((row) => ({
      row,
      share: shareInNames(row.names, query),
      score: scoreOf(row, query, this.#thisYear) * 0.5,
    }))
    const results = judged.filter(({ share }) => share > LEAST_SHARE)
    const related = judged.filter(({ share }) => share <= LEAST_SHARE)
    return {
      results: sorted(results),
      related: sorted(related).slice(0, MOST_RELATED),
      correction: null,
      place,
    }
  }

  /** The query in the words of the best result, where it has them corrected. */
  spelling(query: Query): string | null {
    const [first] = sorted([...this.#ranked.values()])
    if (!first) return null
    const names = new Set(first.row.names.split(/[\n ]/))
    let changed = false
    const words = query.terms.map((term) => {
      if (names.has(term.word) || term.ways.some((way) => names.has(way))) return term.word
      const likely = [...term.corrections].sort((a, b) => b[1] - a[1]).map(([word]) => word)
      const meant = likely.find((word) => names.has(word)) ?? likely[0]
      if (!meant) return term.word
      changed = true
      return meant
    })
    return changed ? words.join(' ') : null
  }
}

function sorted<R extends Ranked>(ranked: R[]): Ranked[] {
  return ranked
    .map(({ row, score }) => ({ row, score: Math.round(score * 1e6) / 1e6 }))
    .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
}
