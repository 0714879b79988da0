import type { FoundKind } from './document.js'
import { STOP_WORDS } from './lexemes.js'
import type { Query, Term } from './query.js'

/** What a search reads of a document before it knows the order. */
export interface Candidate {
  kind: FoundKind
  /** Folded names, one a line. */
  names: string
  year: number | null
  /** From 0 to 1. */
  popularity: number
  /** PostgreSQL's `ts_rank` of the whole document, from 0 to about 1. */
  rank: number
}

/*
 * Marks out of 1, in classes that do not overlap by more than what popularity can add: the name
 * itself, its beginning, all words of the query in it, some of them in it and the rest elsewhere.
 */
const SAME = 1
const SAME_BUT_STOP_WORDS = 0.97
const SAME_BUT_SPACES = 0.96
const BEGINS = 0.84
const BEGINS_FULLER = 0.1
const ALL_WORDS = 0.6
const FULLER = 0.16
const IN_ORDER = 0.04
const ELSEWHERE = 0.4
const PARTLY_IN_NAME = 0.14
const RANK = 0.05
const POPULARITY = 0.06
const FRESHNESS = 0.015
const STOP_WEIGHT = 0.15
/**
 * Few know what an episode is called: where a title's name says what was typed as well, the title was
 * meant. More than popularity and freshness can give, and less than what lies between two classes.
 */
const EPISODE = -0.08

/** How well a document answers a query: up to 1, and a little more for what is watched much. */
export function scoreOf(candidate: Candidate, query: Query, thisYear: number): number {
  const names = candidate.names.split('\n')
  let best = 0
  for (const name of names) best = Math.max(best, scoreOfName(name, query))
  if (query.year !== null && candidate.year === query.year) {
    for (const name of names) {
      for (const key of query.yearlessKeys) best = Math.max(best, 0.99 * whole(name, key))
    }
  }
  const text = best >= ALL_WORDS ? best : ELSEWHERE + best * PARTLY_IN_NAME + RANK * candidate.rank
  const watched =
    POPULARITY * candidate.popularity + FRESHNESS * freshness(candidate.year, thisYear)
  return text + watched + (candidate.kind === 'episode' ? EPISODE : 0)
}

/** Which share of the words that matter stand in the best of the names, from 0 to 1. */
export function shareInNames(names: string, query: Query): number {
  return Math.max(...names.split('\n').map((name) => matchWords(name.split(' '), query).share))
}

/** Whether a name is what was typed, but for words that say nothing, spaces, or the year. */
export function isSameName(name: string, query: Query): boolean {
  return [...query.keys, ...query.yearlessKeys].some((key) => whole(name, key) >= SAME_BUT_SPACES)
}

function scoreOfName(name: string, query: Query): number {
  let best = 0
  for (const key of query.keys) best = Math.max(best, whole(name, key))
  if (best >= BEGINS) return best
  for (const { key, sureness } of query.correctedKeys) {
    best = Math.max(best, whole(name, key) * sureness)
  }
  const words = name.split(' ')
  const { share, sureness, coverage, inOrder } = matchWords(words, query)
  if (share < 0.999) return Math.max(best, share * sureness * ALL_WORDS)
  const all = ALL_WORDS + FULLER * coverage + (inOrder ? IN_ORDER : 0)
  return Math.max(best, all * (0.4 + 0.6 * sureness))
}

/** Compares a name and a query as a whole. */
function whole(name: string, key: string): number {
  if (name === key) return SAME
  if (saying(name) === saying(key)) return SAME_BUT_STOP_WORDS
  const [tightName, tightKey] = [name.replaceAll(' ', ''), key.replaceAll(' ', '')]
  if (tightName === tightKey) return SAME_BUT_SPACES
  const begins = name.startsWith(key) || (key.length >= 5 && tightName.startsWith(tightKey))
  if (begins) return BEGINS + BEGINS_FULLER * (key.length / name.length)
  const later = saying(name)
  return key.length >= 3 && later.startsWith(key)
    ? BEGINS - 0.02 + BEGINS_FULLER * (key.length / later.length)
    : 0
}

function saying(text: string): string {
  const words = text.split(' ')
  const kept = words.filter((word) => !STOP_WORDS.has(word))
  return kept.length === 0 ? text : kept.join(' ')
}

interface WordMatch {
  share: number
  /** 1 where nothing had to be corrected. */
  sureness: number
  /** Which share of the name the query names. */
  coverage: number
  inOrder: boolean
}

function matchWords(words: readonly string[], query: Query): WordMatch {
  let weight = 0
  let matched = 0
  let sure = 0
  let lastAt = -1
  let inOrder = true
  const hit = new Set<number>()
  for (const term of query.terms) {
    const heft = term.optional ? STOP_WEIGHT : 1
    const { at, sureness } = bestWord(words, term)
    if (term.optional && at < 0) continue
    weight += heft
    if (at < 0) continue
    matched += heft
    sure += heft * sureness
    hit.add(at)
    if (at < lastAt) inOrder = false
    lastAt = at
  }
  const heavy = words.map((word) => (STOP_WORDS.has(word) ? STOP_WEIGHT : 1))
  const total = heavy.reduce((sum, heft) => sum + heft, 0)
  const named = [...hit].reduce((sum, at) => sum + heavy[at]!, 0)
  return {
    share: weight === 0 ? 0 : matched / weight,
    sureness: matched === 0 ? 0 : sure / matched,
    coverage: named / total,
    inOrder,
  }
}

/** The word of a name that a term stands for, and how surely. */
function bestWord(words: readonly string[], term: Term): { at: number; sureness: number } {
  let best = { at: -1, sureness: 0 }
  for (const [at, word] of words.entries()) {
    const sureness = surenessOf(word, term)
    if (sureness > best.sureness) best = { at, sureness }
  }
  return best
}

function surenessOf(word: string, term: Term): number {
  if (word === term.word) return 1
  if (term.ways.includes(word)) return 0.97
  if (term.open && word.startsWith(term.word)) return 0.85 + 0.12 * (term.word.length / word.length)
  const corrected = term.corrections.get(word)
  if (corrected !== undefined) return corrected
  // Runs without spaces: the name holds the run somewhere.
  return [...term.word].length > 1 &&
    /[^\p{Script=Latin}\d]/u.test(term.word) &&
    word.includes(term.word)
    ? 0.9
    : 0
}

function freshness(year: number | null, thisYear: number): number {
  return year === null ? 0 : Math.max(0, 1 - Math.max(0, thisYear - year) / 4)
}
