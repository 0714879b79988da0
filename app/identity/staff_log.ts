import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId, type AccountId, type Id } from '#core/ids'

export type InspectionId = Id<'inspection'>

export const STAFF_ACTIONS = [
  'account.searched',
  'inspection.opened',
  'account.viewed',
  'devices.ended',
  'password-reset.sent',
  'roles.changed',
] as const
export type StaffAction = (typeof STAFF_ACTIONS)[number]

export interface StaffDeed {
  action: StaffAction
  /** Who did it. */
  staffAccountId: AccountId
  /** To whom; null when a search found nobody. */
  accountId: AccountId | null
  inspectionId?: InspectionId
  reason?: string
  details?: object
}

/** Writes down what staff did, before they see the outcome. */
export async function logStaff(
  deed: StaffDeed,
  client: TransactionClientContract | typeof db = db
): Promise<void> {
  await client.table('identity.staff_log').insert({
    id: newId(),
    at: clock.date(),
    action: deed.action,
    staff_account_id: deed.staffAccountId,
    account_id: deed.accountId,
    inspection_id: deed.inspectionId ?? null,
    reason: deed.reason ?? null,
    details: deed.details ? JSON.stringify(deed.details) : null,
  })
}
