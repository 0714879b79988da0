import {
  ADJECTIVES,
  COMPOUNDS,
  GERUNDS,
  LANGUAGES,
  NUMBER_WORDS,
  PHRASES,
  PLACES,
  ROMAN_NUMERALS,
  THINGS,
  type Concept,
  type Language,
} from './lexicon.js'
import { inventCharacter, inventPersonName } from './people_names.js'
import type { SeededRandom } from '#core/seeded_random'

/** A name in each language, and what it speaks of. */
export interface InventedName {
  names: Record<Language, string>
  about: { a: Concept; b: Concept; place: Concept }
}

const IRREGULAR_PLURALS: Record<string, string> = {
  Wolf: 'Wolves',
  Thief: 'Thieves',
  City: 'Cities',
  Memory: 'Memories',
  Daughter: 'Daughters',
  Witness: 'Witnesses',
  Promise: 'Promises',
}

function plural(word: string): string {
  return IRREGULAR_PLURALS[word] ?? `${word}s`
}

type About = InventedName['about']
type Shape = (random: SeededRandom, about: About) => string

/** How English names are made; other languages say the same things side by side. */
const ENGLISH_SHAPES: readonly (readonly [number, Shape])[] = [
  [7, (_, { a }) => `The ${a.en}`],
  [4, (_, { a }) => a.en],
  [13, (_, { a, b }) => `The ${a.en} of ${plural(b.en)}`],
  [9, (_, { a, b }) => `The ${a.en} and the ${b.en}`],
  [13, (random, { a }) => `The ${random.pick(ADJECTIVES)} ${a.en}`],
  [9, (random, { a }) => `${random.pick(ADJECTIVES)} ${plural(a.en)}`],
  [8, (random, { a }) => `${random.pick(GERUNDS)} the ${a.en}`],
  [6, (_, { a, b }) => `The ${a.en}'s ${b.en}`],
  [7, (_, { a, place }) => `A ${a.en} in ${place.en}`],
  [5, (random, { a }) => `${random.pick(NUMBER_WORDS.slice(1))} ${plural(a.en)}`],
  [4, (random, { place }) => `${place.en} ${random.whole(1789, 2049)}`],
  [3, (_, { a, b }) => `What the ${a.en} Told the ${b.en}`],
  [2, (_, { a, b }) => `Help! My ${a.en} Is a ${b.en}`],
  [2, (_, { a, place }) => `Where Is the ${a.en} of ${place.en}?`],
]

/** The same name in all languages, as a person, a number or a compound has. */
const WORLDWIDE_SHAPES: readonly (readonly [number, Shape])[] = [
  [4, (random) => inventPersonName(random)],
  [3, (random) => inventCharacter(random)],
  [2, (random) => `${inventCharacter(random)} & ${inventCharacter(random)}`],
  [4, (random) => random.pick(COMPOUNDS).join(random.pick(['', ' ', '-']))],
  [2, (random) => `Room ${random.whole(2, 1999)}`],
  [1, (random) => `Flight ${random.whole(11, 999)}`],
  [1, (random) => Array.from({ length: 4 }, () => random.pick('AEIOKLMNRST'.split(''))).join('.')],
]

/** Invents a name that nobody gave a title yet. */
export function inventName(random: SeededRandom): InventedName {
  const about = { a: random.pick(THINGS), b: random.pick(THINGS), place: random.pick(PLACES) }
  if (random.chance(0.15)) {
    const name = random.weighted(WORLDWIDE_SHAPES)(random, about)
    return { about, names: inAll(() => name) }
  }
  const en = random.weighted(ENGLISH_SHAPES)(random, about)
  const withPlace = random.chance(0.3)
  const names = inAll((language) => {
    const { a, b, place } = about
    const { pair, at } = PHRASES[language]
    if (a === b) return a[language]
    return withPlace ? at(a[language], place[language]) : pair(a[language], b[language])
  })
  return { about, names: { ...names, en } }
}

/** How the parts of one series are counted. */
export type Numbering = 'digits' | 'roman' | 'words' | 'subtitle'
export const NUMBERINGS: readonly Numbering[] = ['digits', 'roman', 'words', 'subtitle']

/** The name of the nth part of a series, from 2 on; the first has the name alone. */
export function sequelName(
  { names }: InventedName,
  number: number,
  numbering: Numbering,
  subject: Concept
): Record<Language, string> {
  return inAll((language) => {
    const name = names[language]
    if (numbering === 'roman') return `${name} ${ROMAN_NUMERALS[number - 1]}`
    if (numbering === 'digits' || (numbering === 'words' && language !== 'en')) {
      return `${name} ${number}`
    }
    if (numbering === 'words') return `${name}: Part ${NUMBER_WORDS[number - 1]}`
    return `${name}: ${language === 'en' ? 'The ' : ''}${subject[language]}`
  })
}

function inAll(name: (language: Language) => string): Record<Language, string> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, name(language)])) as Record<
    Language,
    string
  >
}
