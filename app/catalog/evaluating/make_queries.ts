import { SeededRandom } from '#core/seeded_random'
import { inLatin } from '../search/transliterate.js'
import { fold, wordsOf } from '../search/fold.js'
import { nameKey, STOP_WORDS } from '../search/lexemes.js'
import { isLatin, type Entry } from './entries.js'

export const QUERY_CLASSES = [
  'exact',
  'prefix',
  'typo',
  'accent',
  'script',
  'translated',
  'person',
  'season',
  'year',
  'partial',
  'joined',
  'natural',
  'nothing',
] as const
export type QueryClass = (typeof QUERY_CLASSES)[number]

/** A query with what should be found by it. */
export interface LabelledQuery {
  text: string
  class: QueryClass
  /** Which half of the set it is in: what is tuned on is not what is reported. */
  half: 'dev' | 'test'
  /** How good an answer each title is, 1 to 3; all others are none. */
  grades: Map<string, number>
}

const TARGET = 3
const RELATED = 1
const NEIGHBOURS = 'qwertyuiop asdfghjkl zxcvbnm'
const NONSENSE =
  `xqzvk blorptang qwrtzz vvvvvvv zzyzxqq jkjkjkjk wqxyz grzlbrk pfftkq mxyzptlkq ghjkqw
  tttttttq kxkxkx vbnmzx qazwsxq lkjhgfq yyyyqq hhqqhh 0x9fzz qqqqzzzz`.split(/\s+/)

/**
 * Makes up queries of each class for titles picked by a seed, and grades by rule: the title itself and
 * all of its very name are the target, those that begin with the name are related to it.
 */
export function makeQueries(entries: Entry[], seed: number, perClass: number): LabelledQuery[] {
  const random = new SeededRandom(seed)
  const makers: Record<Exclude<QueryClass, 'nothing'>, (entry: Entry) => string | null> = {
    exact: ({ name }) => name,
    prefix: ({ name }) => beginningOf(name, random),
    typo: ({ name }) => mistyped(name, random),
    accent: ({ name, translations }) =>
      otherAccents([name, ...Object.values(translations)], random),
    script: ({ translations, name }) =>
      inOtherScript([name, ...Object.values(translations)], random),
    translated: ({ translations, name }) => translated(translations, name, random),
    person: ({ people }) => (people.length > 0 ? random.pick(people) : null),
    season: (entry) => seasonOf(entry, random),
    year: ({ name, year }) => (isLatin(name) && year ? `${name} ${year}` : null),
    partial: ({ name }) => partOf(name, random),
    joined: ({ name }) => otherSpaces(name, random),
    natural: (entry) => inASentence(entry, random),
  }
  const queries: LabelledQuery[] = []
  for (const [kind, make] of Object.entries(makers)) {
    let made = 0
    for (let tries = 0; made < perClass && tries < perClass * 60; tries++) {
      const entry = random.pick(entries)
      const text = make(entry)
      if (!text) continue
      queries.push({
        text,
        class: kind as QueryClass,
        half: made++ % 2 === 0 ? 'dev' : 'test',
        grades: gradesOf(kind as QueryClass, text, entry, entries),
      })
    }
  }
  NONSENSE.forEach((text, at) =>
    queries.push({ text, class: 'nothing', half: at % 2 ? 'test' : 'dev', grades: new Map() })
  )
  return queries
}

function gradesOf(kind: QueryClass, text: string, entry: Entry, entries: Entry[]) {
  const grades = new Map<string, number>()
  if (kind === 'person' || kind === 'natural') {
    const person = entry.people.find((name) => fold(text).includes(fold(name)))
    const genre = entry.genres.find((name) => fold(text).includes(fold(name)))
    for (const other of entries) {
      const by = person === undefined || other.people.includes(person)
      const of = genre === undefined || other.genres.includes(genre)
      if (by && of) grades.set(other.id, TARGET)
    }
    return grades
  }
  const years = kind === 'year'
  for (const other of entries) {
    const same = other.keys.some(
      (key) => entry.keys.includes(key) && sameName(key, entry, kind, text)
    )
    if (same && (!years || other.year === entry.year)) grades.set(other.id, TARGET)
    else if (
      same ||
      (kind === 'prefix' && other.keys.some((key) => key.startsWith(nameKey(text))))
    ) {
      grades.set(other.id, kind === 'prefix' ? TARGET : RELATED)
    } else if (other.keys.some((key) => key.startsWith(`${nameKey(text)} `))) {
      grades.set(other.id, RELATED)
    }
  }
  grades.set(entry.id, TARGET)
  return grades
}

/** A title that shares a name which the query is not about is not what was sought. */
function sameName(key: string, entry: Entry, kind: QueryClass, text: string): boolean {
  if (kind === 'translated' || kind === 'script') {
    return key === nameKey(text) || inLatinKey(key) === nameKey(text)
  }
  return key === nameKey(entry.name)
}

function inLatinKey(key: string): string {
  return key
    .split(' ')
    .map((word) => inLatin(word)[0] ?? word)
    .join(' ')
}

function beginningOf(name: string, random: SeededRandom): string | null {
  const letters = [...name]
  if (letters.length < 8) return null
  return letters
    .slice(0, Math.max(4, Math.round(letters.length * (0.4 + 0.4 * random.next()))))
    .join('')
    .trim()
}

/** One slip: a letter left out, doubled, swapped with the next, or a neighbouring key. */
function mistyped(name: string, random: SeededRandom): string | null {
  const words = name.toLowerCase().split(' ')
  const long = words.filter((word) => /^[a-z]{5,}$/.test(word))
  if (long.length === 0) return null
  const word = random.pick(long)
  const at = random.whole(1, word.length - 2)
  const neighbour = NEIGHBOURS[NEIGHBOURS.indexOf(word[at]!) + 1]
  const [before, here, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)]
  const slips = [
    before + after,
    before + here + here + after,
    before + after[0]! + here + after.slice(1),
    before + (neighbour?.trim() || 'e') + after,
  ]
  return words.map((other) => (other === word ? random.pick(slips) : other)).join(' ')
}

function otherAccents(names: string[], random: SeededRandom): string | null {
  const accented = names.filter((name) => /\p{M}/u.test(name.normalize('NFD')) && isLatin(name))
  if (accented.length === 0) return null
  const name = random.pick(accented)
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
}

/** A name in another script, or such a name as it is written in Latin letters. */
function inOtherScript(names: string[], random: SeededRandom): string | null {
  const foreign = names.filter((name) => name !== '' && !isLatin(name) && !/[a-z]/i.test(name))
  if (foreign.length === 0) return null
  const name = random.pick(foreign)
  const words = wordsOf(name)
  const spelt = words.map((word) => inLatin(word)[0])
  const latin = random.chance(0.4) && spelt.every((word) => word !== undefined)
  return latin ? spelt.join(' ') : name
}

function translated(translations: Record<string, string>, own: string, random: SeededRandom) {
  const names = Object.values(translations).filter(
    (name) => isLatin(name) && nameKey(name) !== nameKey(own)
  )
  return names.length > 0 ? random.pick(names) : null
}

function seasonOf({ name, seasons }: Entry, random: SeededRandom): string | null {
  if (seasons.length === 0 || !isLatin(name)) return null
  const [season, episodes] = random.pick(seasons)
  const episode = random.whole(1, Math.max(1, Number(episodes)))
  const two = (number: number) => String(number).padStart(2, '0')
  return random.pick([
    `${name} season ${season}`,
    `${name} s${two(season)}e${two(episode)}`,
    `${name} ${season}x${two(episode)}`,
    `${name} season ${season} episode ${episode}`,
  ])
}

/** The words that say something, without one of them or in another order. */
function partOf(name: string, random: SeededRandom): string | null {
  const words = wordsOf(name).filter((word) => !STOP_WORDS.has(word))
  if (!isLatin(name) || words.length < 3) return null
  const at = random.whole(0, words.length - 1)
  return random.chance(0.5)
    ? words.filter((_, place) => place !== at).join(' ')
    : [...words.slice(1), words[0]].join(' ')
}

function otherSpaces(name: string, random: SeededRandom): string | null {
  const words = wordsOf(name)
  if (!isLatin(name)) return null
  if (words.length === 1 && words[0]!.length >= 8) {
    const at = random.whole(3, words[0]!.length - 3)
    return `${words[0]!.slice(0, at)} ${words[0]!.slice(at)}`
  }
  if (words.length < 2 || words.length > 3) return null
  return words.join('')
}

function inASentence({ people, genres, kind }: Entry, random: SeededRandom): string | null {
  if (people.length === 0) return null
  const person = random.pick(people)
  return random.pick([
    `movies with ${person}`,
    `films directed by ${person}`,
    `${genres[0] ?? 'drama'} with ${person}`,
    `something starring ${person}`,
    kind === 'show' ? `series with ${person}` : `the best films of ${person}`,
  ])
}
