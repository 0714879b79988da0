import { LRUCache } from 'lru-cache'
import type { TitleKind } from '../models/title.js'
import { isUnspaced, wordsOf } from './fold.js'
import { join, lexemesOf, lexemesOfWord, nameKey, nameKeys, STOP_WORDS } from './lexemes.js'

/** What can be found. */
export type FoundKind = Exclude<TitleKind, 'extra'> | 'episode' | 'person' | 'collection'

/** By what a title is found. */
export type LabelField = 'name' | 'translation' | 'person' | 'character' | 'genre' | 'tag'

/** A text that a document is found by, as it is shown, and as it is compared. */
export type Label = [field: LabelField, text: string, key: string]

/** A row of `catalog.search_documents`. */
export interface SearchDocument {
  id: string
  kind: FoundKind
  title_id: string | null
  episode_id: string | null
  person_id: string | null
  collection_id: string | null
  /** A `tsvector` as PostgreSQL reads it. */
  words: string
  /** Folded names, one a line. */
  names: string
  /** Ids of genres, and languages of the sound, between spaces. */
  genres: string
  audio: string
  year: number | null
  popularity: number
  labels: Label[]
}

/** A row of `catalog.search_starts`. */
export interface SearchStart {
  document_id: string
  kind: FoundKind
  start: string
  name: string
  whole: boolean
  weight: number
}

export interface MadeDocument {
  document: SearchDocument
  starts: SearchStart[]
  /** Words that a typo may have meant. */
  vocabulary: string[]
}

export interface TitleSource {
  id: string
  kind: Exclude<TitleKind, 'extra'>
  language: string
  name: string
  year: number | null
  audio: string[]
  popularity: number
  translations: [language: string, name: string][]
  genres: [id: string, ...names: string[]][]
  tags: string[]
  credits: [name: string, character: string | null][]
}

export interface EpisodeSource {
  id: string
  name: string
  translations: [language: string, name: string][]
}

/** Says that a lexeme is of the show's name, and finds an episode only beside one of its own. */
export const OF_SHOW = '^'
const LONGEST_START = 60
const MOST_STARTS = 6
const LATER_WORD = 0.7

/** How people say a genre that is not called so. */
const GENRE_WORDS: Record<string, string> = {
  'science-fiction': 'scifi sf space futuristic',
  'animation': 'animated cartoon anime',
  'comedy': 'funny comic comedies',
  'romance': 'romantic romcom',
  'horror': 'scary creepy',
  'family': 'kids children child',
  'documentary': 'docu doc factual',
  'thriller': 'suspense suspenseful',
  'western': 'cowboy cowboys',
  'music': 'musical',
  'history': 'historical historic period',
  'crime': 'criminal gangster',
  'mystery': 'detective whodunit',
  'war': 'military',
}
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** The document of a film or a show. */
export function titleDocument(title: TitleSource): MadeDocument {
  const { id, kind, name, translations } = title
  const labels: Label[] = [
    label('name', name),
    ...translations.map(([, translated]) => label('translation', translated)),
    ...title.credits.flatMap(([person, character]) => [
      label('person', person),
      ...(character ? [label('character', character)] : []),
    ]),
    ...title.genres.flatMap(([, ...names]) => names.map((genre) => label('genre', genre))),
    ...title.tags.map((tag) => label('tag', tag)),
  ]
  const weighted = new WeightedLexemes()
  weighted.add('A', readingOf(name).lexemes)
  for (const [field, text] of labels.slice(1))
    weighted.add(WEIGHT_OF[field], readingOf(text).lexemes)
  weighted.add(
    'D',
    title.genres.flatMap(([genre]) => (GENRE_WORDS[genre] ?? '').split(' '))
  )
  weighted.add('D', wordsOf(languageName(title.language)))
  if (title.year) weighted.add('D', [`${title.year}`, `${Math.floor(title.year / 10)}0s`])
  const names = [name, ...translations.map(([, translated]) => translated)]
  return {
    document: {
      ...{ id, kind, title_id: id, episode_id: null, person_id: null, collection_id: null },
      words: weighted.toString(),
      names: keysOf(names).join('\n'),
      genres: title.genres.map(([genre]) => genre).join(' '),
      audio: title.audio.join(' '),
      year: title.year,
      popularity: title.popularity,
      labels,
    },
    starts: startsOf(id, kind, names, 0.25 + 0.75 * title.popularity),
    vocabulary: [
      ...vocabularyOf([...names, ...labels.map(([, text]) => text)]),
      ...names.flatMap(joinedWords),
    ],
  }
}

/** The document of an episode, which its show's name helps to find. */
export function episodeDocument(episode: EpisodeSource, show: TitleSource): MadeDocument {
  const { id, name, translations } = episode
  const names = [name, ...translations.map(([, translated]) => translated)]
  const weighted = new WeightedLexemes()
  weighted.add('A', readingOf(name).lexemes)
  for (const translated of names.slice(1)) weighted.add('B', readingOf(translated).lexemes)
  const shows = [show.name, ...show.translations.map(([, translated]) => translated)]
  weighted.add(
    'D',
    shows
      .flatMap(wordsOf)
      .flatMap(lexemesOfWord)
      .map((word) => OF_SHOW + word)
  )
  return {
    document: {
      ...{ id, kind: 'episode', title_id: show.id, episode_id: id, person_id: null },
      ...{ collection_id: null, words: weighted.toString(), names: keysOf(names).join('\n') },
      genres: show.genres.map(([genre]) => genre).join(' '),
      ...{ audio: show.audio.join(' '), year: show.year, popularity: show.popularity * 0.5 },
      labels: names.map((text, at) => label(at === 0 ? 'name' : 'translation', text)),
    },
    starts: [],
    vocabulary: vocabularyOf(names),
  }
}

/** The document of a person or a collection, which have a name and little else. */
export function namedDocument(
  kind: 'person' | 'collection',
  { id, names, popularity }: { id: string; names: string[]; popularity: number }
): MadeDocument {
  const weighted = new WeightedLexemes()
  names.forEach((name, at) => weighted.add(at === 0 ? 'A' : 'B', readingOf(name).lexemes))
  return {
    document: {
      ...{ id, kind, title_id: null, episode_id: null },
      person_id: kind === 'person' ? id : null,
      collection_id: kind === 'collection' ? id : null,
      ...{ words: weighted.toString(), names: keysOf(names).join('\n'), genres: '', audio: '' },
      ...{ year: null, popularity },
      labels: names.map((text, at) => label(at === 0 ? 'name' : 'translation', text)),
    },
    starts: startsOf(id, kind, names, 0.15 + 0.6 * popularity),
    vocabulary: vocabularyOf(names),
  }
}

type Weight = 'A' | 'B' | 'C' | 'D'
const WEIGHT_OF: Record<LabelField, Weight> = {
  name: 'A',
  translation: 'B',
  person: 'C',
  character: 'C',
  genre: 'D',
  tag: 'D',
}

/** Lexemes with the heaviest of the weights that they were added with. */
class WeightedLexemes {
  readonly #weights = new Map<string, Weight>()

  add(weight: Weight, lexemes: string[]): void {
    for (const lexeme of lexemes) {
      const before = this.#weights.get(lexeme)
      if (lexeme && (!before || weight < before)) this.#weights.set(lexeme, weight)
    }
  }

  /** Lexemes hold letters and digits only, so that nothing in them needs to be escaped. */
  toString(): string {
    return [...this.#weights].map(([lexeme, weight]) => `'${lexeme}':1${weight}`).join(' ')
  }
}

function label(field: LabelField, text: string): Label {
  return [field, text, readingOf(text).key]
}

interface Reading {
  key: string
  lexemes: string[]
  vocabulary: string[]
}

/** Names of people, genres and tags come again and again, and folding is most of the work. */
const readings = new LRUCache<string, Reading>({ max: 20_000 })

function readingOf(text: string): Reading {
  const known = readings.get(text)
  if (known) return known
  const words = wordsOf(text)
  const all = [...words, ...nameKeys(text).flatMap((key) => key.split(' '))]
  const reading = {
    key: words.join(' '),
    lexemes: lexemesOf(text),
    vocabulary: [...new Set(all)].filter(mayBeMistyped),
  }
  readings.set(text, reading)
  return reading
}

function keysOf(names: string[]): string[] {
  return [...new Set(names.flatMap(nameKeys))]
}

function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? ''
  } catch {
    return '' // Not every tag that was once stored is one that this Node knows.
  }
}

/** What viewers may begin to type: a name from its start, or from a later word that says something. */
function startsOf(id: string, kind: FoundKind, names: string[], weight: number): SearchStart[] {
  const starts = new Map<string, SearchStart>()
  names.forEach((name, rank) => {
    for (const key of nameKeys(name)) {
      const words = key.split(' ')
      for (let at = 0; at < Math.min(words.length, MOST_STARTS); at++) {
        if (at > 0 && (STOP_WORDS.has(words[at]!) || words[at]!.length < 2)) continue
        const start = [...words.slice(at).join(' ')].slice(0, LONGEST_START).join('')
        const held = weight * (at === 0 ? 1 : LATER_WORD) * (rank === 0 ? 1 : 0.92)
        const before = starts.get(start)
        if (before && before.weight >= held) continue
        starts.set(start, { document_id: id, kind, start, name, whole: at === 0, weight: held })
      }
    }
  })
  return [...starts.values()]
}

/** Two words that a viewer may write as one, and mistype so. */
function joinedWords(name: string): string[] {
  const words = nameKey(name).split(' ')
  if (words.length > 3) return []
  const pairs = words.slice(1).map((word, at) => [words[at]!, word] as const)
  return pairs
    .filter((pair) => pair.every((word) => /^\p{L}{3,10}$/u.test(word) && !STOP_WORDS.has(word)))
    .map(([first, second]) => join(first, second))
    .filter(Boolean)
}

function vocabularyOf(texts: string[]): string[] {
  return [...new Set(texts.flatMap((text) => readingOf(text).vocabulary))]
}

function mayBeMistyped(word: string): boolean {
  return word.length >= 3 && !isUnspaced(word) && /^\p{L}+$/u.test(word) && !STOP_WORDS.has(word)
}
