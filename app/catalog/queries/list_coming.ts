import { isId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot } from '#core/sql'
import { refuseCursor, timeInCursor } from '../list_cursor.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { COMING, TITLE_TEXTS, viewingValues } from './viewing_sql.js'

/** Later than any time that a cursor holds: what has no date yet comes last. */
const SOME_DAY = '9999-12-31T00:00:00Z'
const WHEN = `coalesce(t.publish_at, '${SOME_DAY}')`

interface ComingRow extends TitleCardRow {
  due: Date
}

/** By `titles_coming`: they are few. */
const coming = hot<ComingRow>(
  'catalog.list_coming',
  `select ${TITLE_CARD_COLUMNS}, ${WHEN} as due
   from catalog.titles t ${TITLE_TEXTS}
   where ${COMING} and ($4::timestamptz is null or (${WHEN}, t.id) > ($4, $5::uuid))
   order by ${WHEN}, t.id limit $6`
)

/** What was announced and is not out yet, the next first, a page at a time. */
export class ListComing {
  /** @throws E_INVALID_REQUEST when the cursor is not one of this list */
  async handle(input: {
    viewing: Viewing
    cursor?: string
    limit: number
  }): Promise<Page<TitleCard>> {
    const { viewing, cursor, limit } = input
    const rows = await coming.rows([...viewingValues(viewing), ...keyOf(cursor), limit + 1])
    return toPage(rows, limit, (row) => [row.due.getTime(), row.id], toTitleCard)
  }
}

function keyOf(cursor: string | undefined): [due: string | null, id: string | null] {
  const parts = decodeCursor(cursor, 2)
  if (!parts) return [null, null]
  const [due, id] = parts
  if (!isId(id)) throw refuseCursor()
  return [timeInCursor(due), id]
}
