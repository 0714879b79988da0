import db from '@adonisjs/lucid/services/db'
import { isId, type AccountId } from '#core/ids'
import { DEFAULT_LIMIT, decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import type { InspectionId, StaffAction } from '../staff_log.js'

export interface LoggedDeed {
  id: string
  at: Date
  action: StaffAction
  staff_account_id: AccountId | null
  account_id: AccountId | null
  inspection_id: InspectionId | null
  reason: string | null
  details: Record<string, unknown> | null
}

/** What staff did, newest first; of one account when it is named. */
export class ListStaffLog {
  async handle(input: {
    accountId?: string
    cursor?: string
    limit?: number
  }): Promise<Page<LoggedDeed>> {
    const { accountId, cursor, limit = DEFAULT_LIMIT } = input
    const [before] = decodeCursor(cursor, 1) ?? []
    if (before !== undefined && !isId(before)) {
      throw new E_INVALID_REQUEST({
        fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
      })
    }
    const query = db
      .from('identity.staff_log')
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (accountId !== undefined) query.where('account_id', accountId)
    if (before !== undefined) query.where('id', '<', before)
    const rows: LoggedDeed[] = await query
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      (deed) => deed
    )
  }
}
