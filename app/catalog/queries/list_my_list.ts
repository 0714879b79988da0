import { isId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot } from '#core/sql'
import { refuseCursor, timeInCursor } from '../list_cursor.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { ProfileViewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { SHOWN, TITLE_TEXTS, viewingValues } from './viewing_sql.js'

interface ListedRow extends TitleCardRow {
  added_at: Date
}

/** By `my_list_newest`. */
const listed = hot<ListedRow>(
  'catalog.my_list',
  `select ${TITLE_CARD_COLUMNS}, l.added_at
   from catalog.my_list l join catalog.titles t on t.id = l.title_id ${TITLE_TEXTS}
   where l.profile_id = $4 and ${SHOWN}
     and ($5::timestamptz is null or (l.added_at, l.title_id) < ($5, $6::uuid))
   order by l.added_at desc, l.title_id desc limit $7`
)

/** What a profile keeps on its list and may come across now, the newest first, a page at a time. */
export class ListMyList {
  /** @throws E_INVALID_REQUEST when the cursor is not one of this list */
  async handle(input: {
    viewing: ProfileViewing
    cursor?: string
    limit: number
  }): Promise<Page<TitleCard>> {
    const { viewing, cursor, limit } = input
    const [addedAt, id] = keyOf(cursor)
    const rows = await listed.rows([
      ...viewingValues(viewing),
      ...[viewing.profileId, addedAt, id, limit + 1],
    ])
    return toPage(rows, limit, (row) => [row.added_at.getTime(), row.id], toTitleCard)
  }
}

function keyOf(cursor: string | undefined): [addedAt: string | null, id: TitleId | null] {
  const key = decodeCursor(cursor, 2)
  if (!key) return [null, null]
  const [addedAt, id] = key
  if (!isId(id)) throw refuseCursor()
  return [timeInCursor(addedAt), id as TitleId]
}
