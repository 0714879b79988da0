import { isUnspaced, wordsOf } from './fold.js'
import { join, nameKey, nameKeys, pairsOf, stemOf, STOP_WORDS } from './lexemes.js'
import { withDigits } from './numerals.js'
import { OF_SHOW } from './document.js'
import { inLatin } from './transliterate.js'

/** One word of a query, and in what other ways it may stand in a name. */
export interface Term {
  word: string
  /** Lexemes that are as good as the word; of a run without spaces, all of them are needed. */
  ways: string[]
  /** Words that it may have been meant to be, with how sure that is, from 0 to 1. */
  corrections: Map<string, number>
  /** Whether the viewer may still be typing it. */
  open: boolean
  /** Whether a name may lack it. */
  optional: boolean
}

export interface Query {
  /** Folded words between spaces; numbers as digits; in Latin letters too where it has others. */
  keys: string[]
  terms: Term[]
  /** A year in it, beside other words. */
  year: number | null
  /** The keys without the year. */
  yearlessKeys: string[]
  /** Keys with corrected words in them, and how sure these are, from 0 to 1. */
  correctedKeys: { key: string; sureness: number }[]
}

const MOST_TERMS = 8
/** A shorter beginning stands in too many words to look for it in all of them. */
const SHORTEST_OPEN = 3
const YEAR = /^(1[89]\d\d|20\d\d)$/
/** What people say around what they look for. */
const FILLERS = new Set(
  `movie movies film films cinema show shows tv series watch about starring stars directed director
  some any good best great new latest me find something where what who his her one i want see like
  that which have has are there show's pelicula peliculas filme película фильм фильмы`.split(/\s+/)
)

export function parseQuery(text: string): Query {
  return queryOf(wordsOf(text), /[\p{L}\p{N}\p{M}]$/u.test(text))
}

/** A query of folded words; `open` when the last of them may go on. */
export function queryOf(words: readonly string[], open: boolean): Query {
  const used = words.slice(0, MOST_TERMS)
  const digits = withDigits(used)
  const saying = used.filter((word) => !STOP_WORDS.has(word) && !FILLERS.has(word))
  const terms = used.map((word, at): Term => {
    const last = at === used.length - 1
    const says = saying.includes(word) || (saying.length === 0 && !STOP_WORDS.has(word))
    const ways = isUnspaced(word)
      ? pairsOf(word)
      : [word, stemOf(word), digits[at]!, ...inLatin(word)]
    return {
      word,
      ways: [...new Set(ways)],
      corrections: new Map(),
      open: open && last && [...word].length >= SHORTEST_OPEN && !/^\d+$/.test(word),
      optional: !says,
    }
  })
  if (terms.every((term) => term.optional)) for (const term of terms) term.optional = false
  const name = used.join(' ')
  const year = used.length > 1 ? (used.findLast((word) => YEAR.test(word)) ?? null) : null
  return {
    keys: nameKeys(name),
    terms,
    year: year === null ? null : Number(year),
    yearlessKeys: year === null ? [] : [nameKey(used.filter((word) => word !== year).join(' '))],
    correctedKeys: [],
  }
}

/** How much of a query must stand in a document. */
export type Strictness = 'every-term' | 'any-term'

/**
 * The query as PostgreSQL takes it (8.11.2: `tsquery`); null when nothing in it can be looked for.
 * Lexemes hold letters and digits only, so that nothing in them needs to be escaped.
 */
export function tsqueryOf({ terms }: Query, strictness: Strictness): string | null {
  const wanted = terms.filter((term) => !term.optional)
  if (wanted.length === 0) return null
  const own = wanted.map((term) => anyWay(term, joinsOf(terms, term), ''))
  if (strictness === 'any-term') {
    const telling = own.filter((_, at) => isTelling(wanted[at]!.word))
    return (telling.length > 0 ? telling : own).join(' | ')
  }
  if (wanted.length === 1) return own[0]!
  // An episode may be named beside its show, but not by its show alone.
  const withShow = wanted.map((term, at) => `(${own[at]!} | ${anyWay(term, [], OF_SHOW)})`)
  return `${withShow.join(' & ')} & (${own.join(' | ')})`
}

/** Initials and beginnings say too little to find anything by them alone. */
function isTelling(word: string): boolean {
  return word.length >= SHORTEST_OPEN || isUnspaced(word)
}

function anyWay(term: Term, joins: string[], mark: string): string {
  const corrected = [...term.corrections.keys()]
  if (isUnspaced(term.word)) {
    const pairs = term.ways.map((pair) => lexeme(mark + pair, [...pair].length === 1))
    const latin = inLatin(term.word).map((way) => lexeme(mark + way, term.open))
    return `(${[`(${pairs.join(' & ')})`, ...latin].join(' | ')})`
  }
  const ways = [...term.ways, ...corrected, ...joins].map((way) =>
    lexeme(mark + way, term.open && (way === term.word || term.corrections.has(way)))
  )
  return `(${[...new Set(ways)].join(' | ')})`
}

function joinsOf(terms: Term[], term: Term): string[] {
  const at = terms.indexOf(term)
  const before = at > 0 ? join(terms[at - 1]!.word, term.word) : ''
  const after = at + 1 < terms.length ? join(term.word, terms[at + 1]!.word) : ''
  return [before, after].filter(Boolean)
}

function lexeme(word: string, prefix: boolean): string {
  return `'${word}'${prefix ? ':*' : ''}`
}
