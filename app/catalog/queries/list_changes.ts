import db from '@adonisjs/lucid/services/db'
import { isId, type AccountId, type CollectionId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { iso } from '../editing/snapshots.js'

/** One change: the fields that differ, as they were and as they became. */
export interface CatalogueChange {
  id: string
  entity: 'title' | 'season' | 'episode' | 'collection'
  entityId: string
  /** Null when the service did it by itself, or the account is gone. */
  accountId: AccountId | null
  action: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  changedAt: string
}

/**
 * The history of a title with all below it, or of a collection, newest first; it outlives what it is
 * about. By `changes_of_title` and `changes_of_entity`.
 */
export class ListChanges {
  async handle(input: {
    of: TitleId | CollectionId
    cursor?: string
    limit: number
  }): Promise<Page<CatalogueChange>> {
    const { rows } = await db.rawQuery<{ rows: CatalogueChange[] }>(
      `select c.id, c.entity, c.entity_id as "entityId", c.account_id as "accountId", c.action,
         c.before, c.after, ${iso('c.changed_at')} as "changedAt"
       from catalog.changes c
       where (c.title_id = ?::uuid or c.entity_id = ?) and c.id < ?::uuid
       order by c.id desc limit ?`,
      [input.of, input.of, before(input.cursor), input.limit + 1]
    )
    return toPage(
      rows,
      input.limit,
      (row) => [row.id],
      (row) => row
    )
  }
}

function before(cursor: string | undefined): string {
  const key = decodeCursor(cursor, 1)
  if (!key) return 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  if (isId(key[0])) return key[0]
  throw new E_INVALID_REQUEST({
    fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
  })
}
