import type { EpisodeId, Id, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { viewingValues, VISIBLE } from '../queries/viewing_sql.js'
import type { Viewing } from '../viewing.js'
import type { FoundKind } from './document.js'

/** One document that may be what a viewer looks for. */
export interface FoundRow {
  id: Id<string>
  kind: FoundKind
  title_id: TitleId | null
  episode_id: EpisodeId | null
  names: string
  genres: string
  audio: string
  year: number | null
  popularity: number
  rank: number
}

export interface SearchFilters {
  kind?: FoundKind
  genre?: string
  year?: number
  /** The first year of it. */
  decade?: number
  /** Of the sound (BCP 47). */
  language?: string
}

/** More matches than these are not looked at one by one: the best by rank and popularity are. */
export const MOST_CANDIDATES = 300

/**
 * Whether the viewer may find document `d`: as a title they may see, or by one. A person whom a viewer
 * may see in nothing does not exist for them.
 */
export const FINDABLE = `
  case d.kind
    when 'person' then exists (
      select from catalog.credits c join catalog.titles t on t.id = c.title_id
      where c.person_id = d.person_id and ${VISIBLE})
    when 'collection' then exists (
      select from catalog.collections k
        join catalog.collection_titles ct on ct.collection_id = k.id
        join catalog.titles t on t.id = ct.title_id
      where k.id = d.collection_id and k.state = 'published' and ${VISIBLE})
    else exists (select from catalog.titles t where t.id = d.title_id and ${VISIBLE})
  end and $3::text[] is not null`

const COLUMNS = `
  d.id, d.kind, d.title_id, d.episode_id, d.names, d.genres, d.audio, d.year,
  d.popularity::float8 as popularity`

/**
 * By `search_documents_words`. `$4` is the query, `$5` the name that goes before all others; a
 * name's words count more than a translation's, a person's and a genre's.
 */
const matching = hot<FoundRow>(
  'catalog.search_matching',
  `select ${COLUMNS}, ts_rank('{0.05, 0.3, 0.7, 1.0}', d.words, $4::tsquery)::float8 as rank
   from catalog.search_documents d
   where d.words @@ $4::tsquery
     and ($6::text is null or d.kind = $6)
     and ($7::text is null or position(' ' || $7 || ' ' in ' ' || d.genres || ' ') > 0)
     and ($8::integer is null or d.year between $8 and $9::integer)
     and ($10::text is null or position(' ' || $10 || ' ' in ' ' || d.audio || ' ') > 0)
     and ${FINDABLE}
   order by position(e'\\n' || $5 || e'\\n' in e'\\n' || d.names || e'\\n') > 0 desc,
     ts_rank('{0.05, 0.3, 0.7, 1.0}', d.words, $4::tsquery) + 0.3 * d.popularity desc, d.id
   limit ${MOST_CANDIDATES}`
)

/** By `search_documents_pkey`. */
const byIds = hot<FoundRow>(
  'catalog.search_by_ids',
  `select ${COLUMNS}, 0::float8 as rank
   from catalog.search_documents d
   where d.id = any($4::uuid[])
     and ($5::text is null or d.kind = $5)
     and ($6::text is null or position(' ' || $6 || ' ' in ' ' || d.genres || ' ') > 0)
     and ($7::integer is null or d.year between $7 and $8::integer)
     and ($9::text is null or position(' ' || $9 || ' ' in ' ' || d.audio || ' ') > 0)
     and ${FINDABLE}`
)

/** By `search_documents_popular`. */
const popular = hot<{ id: TitleId }>(
  'catalog.search_popular',
  `select d.id from catalog.search_documents d
   where d.kind in ('film', 'show')
     and exists (select from catalog.titles t where t.id = d.title_id and ${VISIBLE})
     and $3::text[] is not null
   order by d.popularity desc, d.id limit $4`
)

function valuesOf({ kind, genre, year, decade, language }: SearchFilters) {
  const from = year ?? decade ?? null
  const to = year ?? (decade === undefined ? null : decade + 9)
  return [kind ?? null, genre ?? null, from, to, language ?? null] as const
}

/** What matches a `tsquery`, the likeliest ones if there are too many. */
export function findMatching(
  viewing: Viewing,
  tsquery: string,
  name: string,
  filters: SearchFilters
): Promise<FoundRow[]> {
  return matching.rows([...viewingValues(viewing), tsquery, name, ...valuesOf(filters)])
}

/** Those of the documents that the viewer may find. */
export function findDocuments(
  viewing: Viewing,
  ids: readonly string[],
  filters: SearchFilters
): Promise<FoundRow[]> {
  return ids.length === 0
    ? Promise.resolve([])
    : byIds.rows([...viewingValues(viewing), ids, ...valuesOf(filters)])
}

/** What is watched most of what the viewer may see. */
export async function findPopular(viewing: Viewing, limit: number): Promise<TitleId[]> {
  const rows = await popular.rows([...viewingValues(viewing), limit])
  return rows.map(({ id }) => id)
}
