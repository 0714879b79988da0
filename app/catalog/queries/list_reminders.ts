import { isId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot } from '#core/sql'
import { refuseCursor } from '../list_cursor.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { ProfileViewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { MATURITY_HERE, SHOWN, TITLE_TEXTS, viewingValues } from './viewing_sql.js'

export interface Reminder {
  title: TitleCard
  /** Whether the profile was told already that it is out. */
  reminded: boolean
}

interface ReminderRow extends TitleCardRow {
  reminded: boolean
}

/** By `reminders_pkey`. What is out, but not here yet, is waited for still; to a kid it does not exist. */
const remindersOf = hot<ReminderRow>(
  'catalog.reminders',
  `select ${TITLE_CARD_COLUMNS}, r.reminded_at is not null as reminded
   from catalog.reminders r join catalog.titles t on t.id = r.title_id ${TITLE_TEXTS}
   where r.profile_id = $4 and r.seen_at is null
     and (${SHOWN} or (not $7::boolean and t.state = 'published' and r.reminded_at is null
       and ${MATURITY_HERE} <= $1))
     and ($5::uuid is null or r.title_id > $5)
   order by r.title_id limit $6`
)

/** What a profile asked to be told of, a page at a time. */
export class ListReminders {
  /** @throws E_INVALID_REQUEST when the cursor is not one of this list */
  async handle(input: {
    viewing: ProfileViewing
    cursor?: string
    limit: number
  }): Promise<Page<Reminder>> {
    const { viewing, cursor, limit } = input
    const rows = await remindersOf.rows([
      ...viewingValues(viewing),
      ...[viewing.profileId, idOf(cursor), limit + 1, viewing.kids],
    ])
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({ title: toTitleCard(row), reminded: row.reminded })
    )
  }
}

function idOf(cursor: string | undefined): TitleId | null {
  const key = decodeCursor(cursor, 1)
  if (!key) return null
  if (!isId(key[0])) throw refuseCursor()
  return key[0] as TitleId
}
