import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { newId, type AccountId } from '#core/ids'
import { FindAccountForStaff } from '../queries/find_account_for_staff.js'
import { logStaff, type InspectionId } from '../staff_log.js'

export interface OpenedInspection {
  id: InspectionId
  reason: string
  openedAt: Date
  closesAt: Date
}

/**
 * Lets one member of staff look at one account for a while, for a reason that its owner can read.
 * @throws E_ACCOUNT_NOT_FOUND
 */
@inject()
export class OpenInspection {
  constructor(private findAccount: FindAccountForStaff) {}

  async handle(input: {
    staffAccountId: AccountId
    accountId: AccountId
    reason: string
  }): Promise<OpenedInspection> {
    const { staffAccountId, accountId, reason } = input
    await this.findAccount.handle({ accountId })
    const id = newId<InspectionId>()
    const openedAt = clock.date()
    const closesAt = new Date(openedAt.getTime() + identityConfig.inspectionSeconds * 1000)
    await db.transaction(async (trx) => {
      await trx.table('identity.inspections').insert({
        ...{ id, account_id: accountId, staff_account_id: staffAccountId, reason },
        ...{ opened_at: openedAt, closes_at: closesAt },
      })
      const deed = { staffAccountId, accountId, inspectionId: id, reason }
      await logStaff({ action: 'inspection.opened', ...deed }, trx)
    })
    return { id, reason, openedAt, closesAt }
  }
}
