import type { EpisodeId, Id, TitleId } from '#core/ids'
import { anyOf, hot, type HotQuery } from '#core/sql'
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

/** Among what a search looks. */
export interface SearchScope extends SearchFilters {
  /** For suggestions: the likeliest only, and no episodes. */
  brief?: boolean
}

/** More matches than these are not looked at one by one: the best by rank and popularity are. */
export const MOST_CANDIDATES = 300
const MOST_RANKED_BRIEFLY = 400
const MOST_BRIEFLY = 40

/**
 * Whether the viewer may find `d`, which has the `kind`, `id` and `title_id` of a document: as a title
 * they may see, or by one. A person whom a viewer may see in nothing does not exist for them. With
 * `offset 0`, PostgreSQL looks for the one that is asked for, never for all people and collections.
 */
export const FINDABLE = `
  case d.kind
    when 'person' then exists (
      select from catalog.credits c join catalog.titles t on t.id = c.title_id
      where c.person_id = d.id and ${VISIBLE} offset 0)
    when 'collection' then exists (
      select from catalog.collections k
        join catalog.collection_titles ct on ct.collection_id = k.id
        join catalog.titles t on t.id = ct.title_id
      where k.id = d.id and k.state = 'published' and ${VISIBLE} offset 0)
    else exists (select from catalog.titles t where t.id = d.title_id and ${VISIBLE})
  end and $3::text[] is not null`

const COLUMNS = `
  d.id, d.kind, d.title_id, d.episode_id, d.names, d.genres, d.audio, d.year,
  d.popularity::float8 as popularity`

/**
 * `$4` is the query, `$5` the name that goes before all others; a name's words count more than a
 * translation's, a person's and a genre's. Whether the viewer may find them is asked of the best only,
 * one after another, until there are enough: `offset 0` keeps PostgreSQL from asking before it has sorted.
 */
const matching = (name: string, among: string, most: number): HotQuery<FoundRow> =>
  hot<FoundRow>(
    `catalog.search_${name}`,
    `select d.* from (
       select d.* from (
         select ${COLUMNS}, ts_rank('{0.05, 0.3, 0.7, 1.0}', d.words, $4::tsquery)::float8 as rank
         from (
           select d.* from catalog.search_documents d
           where d.words @@ $4::tsquery
             and ($6::text is null or d.kind = $6)
             and ($7::text is null or position(' ' || $7 || ' ' in ' ' || d.genres || ' ') > 0)
             and ($8::integer is null or d.year between $8 and $9::integer)
             and ($10::text is null or position(' ' || $10 || ' ' in ' ' || d.audio || ' ') > 0)
             ${among}) d
         offset 0) d
       order by position(e'\\n' || $5 || e'\\n' in e'\\n' || d.names || e'\\n') > 0 desc,
         d.rank + 0.3 * d.popularity desc, d.id
       offset 0) d
     where ${FINDABLE}
     limit ${most}`
  )
/** By `search_documents_words`. */
const anything = matching('matching', '', MOST_CANDIDATES)
/** By `search_documents_brief`. Of what matches much, as a genre does, the most watched is ranked. */
const briefly = matching(
  'matching_briefly',
  `and d.kind <> 'episode' order by d.popularity desc limit ${MOST_RANKED_BRIEFLY}`,
  MOST_BRIEFLY
)

/** By `search_documents_pkey`. */
const byIds = hot<FoundRow>(
  'catalog.search_by_ids',
  `select ${COLUMNS}, 0::float8 as rank
   from catalog.search_documents d
   where d.id = ${anyOf('$4::uuid[]')}
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
  scope: SearchScope
): Promise<FoundRow[]> {
  const values = [...viewingValues(viewing), tsquery, name, ...valuesOf(scope)]
  return (scope.brief ? briefly : anything).rows(values)
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
