import db from '@adonisjs/lucid/services/db'
import { isId, type AccountId } from '#core/ids'
import { DEFAULT_LIMIT, decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import type { InspectionId, StaffAction } from '../staff_log.js'

export interface ListedInspection {
  id: InspectionId
  reason: string
  opened_at: Date
  closes_at: Date
  /** What was done under it, oldest first. */
  deeds: { action: StaffAction; at: string; details: { seen?: string[] } | null }[]
}

/** When and why support looked at an account, and what they saw and did, newest first. */
export class ListInspections {
  async handle(input: {
    accountId: AccountId
    cursor?: string
    limit?: number
  }): Promise<Page<ListedInspection>> {
    const { accountId, cursor, limit = DEFAULT_LIMIT } = input
    const [before] = decodeCursor(cursor, 1) ?? []
    if (before !== undefined && !isId(before)) {
      throw new E_INVALID_REQUEST({
        fields: [{ field: 'cursor', message: 'This cursor is not one that a list gave.' }],
      })
    }
    const found = await db.rawQuery<{ rows: ListedInspection[] }>(
      `select i.id, i.reason, i.opened_at, i.closes_at,
              coalesce((select jsonb_agg(jsonb_build_object(
                          'action', l.action, 'at', l.at, 'details', l.details) order by l.id)
                          from identity.staff_log l
                         where l.inspection_id = i.id and l.action <> 'inspection.opened'),
                       '[]') as deeds
         from identity.inspections i
        where i.account_id = :accountId and (:before::uuid is null or i.id < :before::uuid)
        order by i.id desc
        limit :count`,
      { accountId, before: before ?? null, count: limit + 1 } as never
    )
    return toPage(
      found.rows,
      limit,
      ({ id }) => [id],
      (inspection) => inspection
    )
  }
}
