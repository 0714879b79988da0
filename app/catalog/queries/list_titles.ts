import { E_INVALID_REQUEST } from '#core/problem'
import { isId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot } from '#core/sql'
import type { TitleKind } from '../models/title.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

/** By `titles_newest`. */
const newest = hot<TitleCardRow>(
  'catalog.titles_newest',
  `select ${TITLE_CARD_COLUMNS} from catalog.titles t ${TITLE_TEXTS}
   where ${VISIBLE} and (t.published_at, t.id) < ($4, $5)
   order by t.published_at desc, t.id desc limit $6`
)

/** By `titles_newest_of_kind`. */
const newestOfKind = hot<TitleCardRow>(
  'catalog.titles_newest_of_kind',
  `select ${TITLE_CARD_COLUMNS} from catalog.titles t ${TITLE_TEXTS}
   where t.kind = $7 and ${VISIBLE} and (t.published_at, t.id) < ($4, $5)
   order by t.published_at desc, t.id desc limit $6`
)

const BEFORE_THE_FIRST = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const

/** The titles that a viewer may find, newest first, a page at a time. */
export class ListTitles {
  async handle(input: {
    viewing: Viewing
    kind?: Exclude<TitleKind, 'extra'>
    cursor?: string
    limit: number
  }): Promise<Page<TitleCard>> {
    const [publishedAt, id] = keyOf(input.cursor)
    const values = [...viewingValues(input.viewing), publishedAt, id, input.limit + 1]
    const rows = input.kind
      ? await newestOfKind.rows([...values, input.kind])
      : await newest.rows(values)
    return toPage(rows, input.limit, (row) => [row.published_at!.getTime(), row.id], toTitleCard)
  }
}

/** The last row seen: when it was published (ms since the epoch), and its id. */
function keyOf(cursor: string | undefined): readonly [string, string] {
  const key = decodeCursor(cursor, 2)
  if (!key) return BEFORE_THE_FIRST
  const [publishedAt, id] = key
  if (typeof publishedAt === 'number' && isTime(publishedAt) && isId(id)) {
    return [new Date(publishedAt).toISOString(), id]
  }
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}

/** Milliseconds since the epoch. */
const YEAR_10_000 = 253_402_300_800_000

function isTime(milliseconds: number): boolean {
  return Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds < YEAR_10_000
}
