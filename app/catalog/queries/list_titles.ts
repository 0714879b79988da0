import { isId, type PersonId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot, type HotQuery } from '#core/sql'
import { refuseCursor, timeInCursor } from '../list_cursor.js'
import type { TitleKind } from '../models/title.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

export const TITLE_SORTS = ['newest', 'name', 'year', 'popular'] as const
export type TitleSort = (typeof TITLE_SORTS)[number]

/** Which titles are listed: those for which all that is said is true. */
export interface TitleFilters {
  kind?: Exclude<TitleKind, 'extra'>
  /** Id of a genre. */
  genre?: string
  /** Id of a tag. */
  tag?: string
  personId?: PersonId
}

interface ListRow extends TitleCardRow {
  key: string | number | Date
}

/**
 * How titles are ordered: by `key`, then by id. The values begin at `$5`: the key and the id after
 * which a page begins, or nulls; then how many; then the filters'.
 */
interface Order {
  key: string
  type: 'timestamptz' | 'text' | 'int' | 'float8'
  direction: 'asc' | 'desc'
  join?: string
  /** The key as it stands in a cursor, and back. */
  toCursor(key: ListRow['key']): string | number
  fromCursor(part: string | number): string | number
}

const NAME = `lower(coalesce(tr.name, t.name)) collate "C"`

const ORDERS: Record<TitleSort, Order> = {
  newest: {
    ...{ key: 't.published_at', type: 'timestamptz', direction: 'desc' },
    toCursor: (key) => (key as Date).getTime(),
    fromCursor: timeInCursor,
  },
  name: {
    ...{ key: NAME, type: 'text', direction: 'asc' },
    toCursor: (key) => key as string,
    fromCursor: textInCursor,
  },
  year: {
    ...{ key: 'coalesce(t.release_year, 0)::int', type: 'int', direction: 'desc' },
    toCursor: (key) => key as number,
    fromCursor: yearInCursor,
  },
  popular: {
    ...{ key: 'coalesce(p.popularity, 0)::float8', type: 'float8', direction: 'desc' },
    join: 'left join catalog.title_popularity p on p.title_id = t.id',
    toCursor: (key) => key as number,
    fromCursor: scoreInCursor,
  },
}

const FILTERS: Record<keyof TitleFilters, (value: number) => string> = {
  kind: (value) => `t.kind = $${value}`,
  genre: (value) => `exists (
    select from catalog.title_genres f where f.title_id = t.id and f.genre_id = $${value})`,
  tag: (value) => `exists (
    select from catalog.title_tags f where f.title_id = t.id and f.tag_id = $${value})`,
  personId: (value) => `exists (
    select from catalog.credits f where f.title_id = t.id and f.person_id = $${value}::uuid)`,
}

const FIRST_FILTER = 8
const FILTER_NAMES = Object.keys(FILTERS) as (keyof TitleFilters)[]

const queries = new Map<string, HotQuery<ListRow>>()

/**
 * One prepared statement for each order and set of filters that is asked for, so that each is
 * planned by itself. By `titles_newest`, `titles_newest_of_kind`, `title_genres_pkey`,
 * `title_tags_pkey` and `credits_person_id_idx`; in any other order, all titles are sorted.
 */
function queryFor(sort: TitleSort, filters: (keyof TitleFilters)[]): HotQuery<ListRow> {
  const name = ['catalog.list', sort, ...filters].join('_')
  const known = queries.get(name)
  if (known) return known
  const { key, type, direction, join = '' } = ORDERS[sort]
  const after = direction === 'asc' ? '>' : '<'
  const query = hot<ListRow>(
    name,
    `select ${TITLE_CARD_COLUMNS}, ${key} as key
     from catalog.titles t ${join} ${TITLE_TEXTS}
     where ${[VISIBLE, ...filters.map((filter, at) => FILTERS[filter](FIRST_FILTER + at))].join(' and ')}
       and ($4::boolean or (${key}, t.id) ${after} ($5::${type}, $6::uuid))
     order by ${key} ${direction}, t.id ${direction} limit $7`
  )
  queries.set(name, query)
  return query
}

/** The titles that a viewer may find, in some order, a page at a time. */
export class ListTitles {
  /** @throws E_INVALID_REQUEST when the cursor is not one of this list */
  async handle(input: {
    viewing: Viewing
    sort?: TitleSort
    filters?: TitleFilters
    cursor?: string
    limit: number
  }): Promise<Page<TitleCard>> {
    const { viewing, sort = 'newest', filters = {}, cursor, limit } = input
    const order = ORDERS[sort]
    const asked = FILTER_NAMES.filter((name) => filters[name] !== undefined)
    const [key, id] = keyOf(order, cursor)
    const rows = await queryFor(sort, asked).rows([
      ...viewingValues(viewing),
      ...[id === null, key, id, limit + 1],
      ...asked.map((name) => filters[name]),
    ])
    return toPage(rows, limit, (row) => [order.toCursor(row.key), row.id], toTitleCard)
  }
}

/** The last row seen; nulls at the beginning. */
function keyOf(
  order: Order,
  cursor: string | undefined
): [key: string | number | null, id: string | null] {
  const parts = decodeCursor(cursor, 2)
  if (!parts) return [null, null]
  const [key, id] = parts
  if (!isId(id)) throw refuseCursor()
  return [order.fromCursor(key!), id]
}

const LONGEST_NAME = 400

function textInCursor(part: string | number): string {
  const isText = typeof part === 'string' && part.length <= LONGEST_NAME && !part.includes('\0')
  if (!isText) throw refuseCursor()
  return part
}

function yearInCursor(part: string | number): number {
  if (!Number.isInteger(part) || Math.abs(Number(part)) > 9999) throw refuseCursor()
  return Number(part)
}

function scoreInCursor(part: string | number): number {
  if (!Number.isFinite(part)) throw refuseCursor()
  return Number(part)
}
