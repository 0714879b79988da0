import type { Id } from '#core/ids'
import { hot, type HotQuery } from '#core/sql'
import { viewingValues } from '../queries/viewing_sql.js'
import type { Viewing } from '../viewing.js'
import { FINDABLE } from './candidates.js'
import type { FoundKind } from './document.js'

/** A name that begins, itself or from one of its words on, with what was typed. */
export interface TypedRow {
  id: Id<string>
  kind: FoundKind
  name: string
  start: string
  whole: boolean
  weight: number
}

const MOST = 40
const LONGEST = 60
/** Sorts behind everything that begins with what stands before it. */
const LAST_LETTER = '\u{10ffff}'

/**
 * Whether the viewer may find them is asked of the weightiest only, one after another, until there are
 * enough: `offset 0` keeps PostgreSQL from asking before they are in order. What is typed stands in a
 * `select` of its own, as a plan for each letter would cost more than all the rest.
 */
const typed = (name: string, condition: string): HotQuery<TypedRow> =>
  hot<TypedRow>(
    `catalog.search_typed_${name}`,
    `select d.id, d.kind, d.name, d.start, d.whole, d.weight::float8 as weight
     from (
       select s.document_id as id, s.document_id as title_id, s.kind, s.name, s.start, s.whole, s.weight
       from catalog.search_starts s where ${condition}
       order by s.weight desc offset 0) d
     where ${FINDABLE} limit ${MOST}`
  )

/** One to three letters begin so much that the order comes from the index: `search_starts_1` to `_3`. */
const SHORT = new Map(
  [1, 2, 3].map((length) => [
    length,
    typed(`${length}`, `left(s.start, ${length}) = (select $4::text)`),
  ])
)
/** By `search_starts_typed`. */
const LONG = typed('long', 's.start ~>=~ (select $4::text) and s.start ~<~ (select $5::text)')

/** Names that begin with a folded text, the weightiest first; a document may come more than once. */
export function findTyped(viewing: Viewing, key: string): Promise<TypedRow[]> {
  const letters = [...key].slice(0, LONGEST)
  const start = letters.join('')
  const short = SHORT.get(letters.length)
  if (letters.length === 0) return Promise.resolve([])
  return short
    ? short.rows([...viewingValues(viewing), start])
    : LONG.rows([...viewingValues(viewing), start, start + LAST_LETTER])
}
