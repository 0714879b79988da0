import { hot } from '#core/sql'
import { GENRE_NAME, viewingValues } from '../queries/viewing_sql.js'
import type { Audience } from '../shared/audience.js'
import { sharedParts } from '../shared/shared_parts.js'
import type { FoundRow } from './candidates.js'
import type { FoundKind } from './document.js'

export interface Facet {
  value: string
  count: number
}

export interface Facets {
  kind: Facet[]
  /** Ids of genres. */
  genre: Facet[]
  /** First years of decades. */
  decade: Facet[]
  /** Language tags (BCP 47). */
  audioLanguage: Facet[]
}

export type NamedFacets = Record<keyof Facets, (Facet & { name: string })[]>

/** Counts what was found, the most frequent first. */
export function facetsOf(rows: FoundRow[]): Facets {
  return {
    kind: count(rows.map(({ kind }) => kind)),
    genre: count(rows.flatMap(({ genres }) => genres.split(' '))),
    decade: count(rows.flatMap(({ year }) => (year ? [`${Math.floor(year / 10)}0`] : []))),
    audioLanguage: count(rows.flatMap(({ audio }) => audio.split(' '))),
  }
}

const KIND_NAMES: Record<FoundKind, string> = {
  film: 'Films',
  show: 'Shows',
  episode: 'Episodes',
  person: 'People',
  collection: 'Collections',
}

const genreNames = hot<{ id: string; name: string }>(
  'catalog.search_genre_names',
  `select g.id, ${GENRE_NAME} as name from catalog.genres g
   where $1::integer is not null and $2::text is not null`
)

/** Gives facets the names that an audience reads. */
export async function nameFacets(facets: Facets, audience: Audience): Promise<NamedFacets> {
  const rows = await sharedParts.get('pages', ['search-genres', audience.key], () =>
    genreNames.rows(viewingValues(audience))
  )
  const genres = new Map(rows.map(({ id, name }) => [id, name]))
  const named = (list: Facet[], nameOf: (value: string) => string | undefined) =>
    list.map(({ value, count: times }) => ({ value, name: nameOf(value) ?? value, count: times }))
  return {
    kind: named(facets.kind, (value) => KIND_NAMES[value as FoundKind]),
    genre: named(facets.genre, (value) => genres.get(value)),
    decade: named(facets.decade, (value) => `${value}s`),
    audioLanguage: named(facets.audioLanguage, (value) => languageName(value, audience)),
  }
}

function languageName(tag: string, { languages }: Audience): string | undefined {
  try {
    return new Intl.DisplayNames([...languages, 'en'], { type: 'language' }).of(tag)
  } catch {
    return undefined // A tag that was stored once, and that this Node does not know.
  }
}

function count(values: string[]): Facet[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, times]) => ({ value, count: times }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
