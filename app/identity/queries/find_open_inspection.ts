import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_INSPECTION_REQUIRED } from '../errors.js'
import type { InspectionId } from '../staff_log.js'

/**
 * The inspection that lets a member of staff look at an account now.
 * @throws E_INSPECTION_REQUIRED
 */
export class FindOpenInspection {
  async handle(input: { staffAccountId: AccountId; accountId: AccountId }): Promise<InspectionId> {
    const open: { id: InspectionId } | null = await db
      .from('identity.inspections')
      .where({ staff_account_id: input.staffAccountId, account_id: input.accountId })
      .where('closes_at', '>', clock.date())
      .orderBy('id', 'desc')
      .select('id')
      .first()
    if (!open) throw new E_INSPECTION_REQUIRED({ detail: 'Say why first: open an inspection.' })
    return open.id
  }
}
