import { hot } from '#core/sql'
import { isUnspaced } from './fold.js'
import { nameKey } from './lexemes.js'
import { nearOf, slipsAllowed, slipsBetween } from './near_words.js'
import type { Query, Term } from './query.js'
import { inLatin } from './transliterate.js'

interface NearRow {
  wanted: string
  word: string
  uses: number
}

const MOST_CORRECTIONS = 6
const SHORTEST = 3
/** A correction is never as good as the word itself. */
const SURENESS = 0.9

/**
 * By `search_words_near` one mistake away, and by `search_words_trigrams` further. `$2` holds, for
 * each word of `$1`, what it is with each letter left out, between spaces.
 */
const nearWords = hot<NearRow>(
  'catalog.search_near_words',
  `select w.wanted, v.word, v.uses
   from unnest($1::text[], $2::text[]) as w (wanted, near) cross join lateral (
     (select s.word, s.uses from catalog.search_words s
      where s.near && string_to_array(w.near, ' ') limit 80)
     union
     select s.word, s.uses from catalog.similar_words(w.wanted, 30) s where length(w.wanted) >= 5
   ) v`
)

/** Writes into each term which words of the catalogue it may have been meant to be. */
export async function correct(query: Query): Promise<void> {
  const words = query.terms.filter(canBeCorrected).flatMap(spellings)
  const wanted = [...new Set(words)]
  if (wanted.length === 0) return
  const rows = await nearWords.rows([wanted, wanted.map((word) => nearOf(word).join(' '))])
  for (const term of query.terms) {
    if (!canBeCorrected(term)) continue
    const typed = spellings(term)
    const likely = rows
      .filter((row) => typed.includes(row.wanted) && row.word !== term.word)
      .map((row) => ({ word: row.word, sureness: surenessOf(row, term.open) }))
      .filter(({ sureness }) => sureness > 0)
      .sort((a, b) => b.sureness - a.sureness || (a.word < b.word ? -1 : 1))
    for (const { word, sureness } of likely.slice(0, MOST_CORRECTIONS)) {
      if (!term.corrections.has(word)) term.corrections.set(word, sureness)
    }
  }
  query.correctedKeys = correctedKeysOf(query)
}

/** The query with one word corrected, in each way, and with all of them in the likeliest. */
function correctedKeysOf({ terms }: Query): Query['correctedKeys'] {
  const words = terms.map(({ word }) => word)
  const ones = terms.flatMap((term, at) =>
    [...term.corrections].map(([word, sureness]) => ({
      key: nameKey(words.with(at, word).join(' ')),
      sureness,
    }))
  )
  const likeliest = terms.map(
    ({ word, corrections }) => [...corrections][0] ?? ([word, 1] as const)
  )
  const all = {
    key: nameKey(likeliest.map(([word]) => word).join(' ')),
    sureness: Math.min(...likeliest.map(([, sureness]) => sureness)),
  }
  return [...ones, all]
}

function canBeCorrected(term: Term): boolean {
  return !term.optional && term.word.length >= SHORTEST && /^\p{L}[\p{L}\p{M}]*$/u.test(term.word)
}

function spellings(term: Term): string[] {
  return isUnspaced(term.word) ? inLatin(term.word) : [term.word, ...inLatin(term.word)]
}

/** From 0 (something else) to `SURENESS`; words that much is called by are a little likelier. */
function surenessOf({ wanted, word, uses }: NearRow, open: boolean): number {
  const length = [...wanted].length
  const beginnings = open && word.length > length ? [length - 1, length, length + 1] : []
  const slips = Math.min(
    slipsBetween(wanted, word),
    ...beginnings.map((end) => slipsBetween(wanted, [...word].slice(0, end).join('')) + 0.3)
  )
  if (slips > slipsAllowed(length)) return 0
  const firstLetter = wanted[0] === word[0] ? 0 : 0.08
  const known = Math.min(0.04, Math.log1p(uses) / 150)
  return Math.max(0.05, SURENESS - (slips * 1.6) / length - firstLetter + known)
}
