import { inject } from '@adonisjs/core'
import type { AccountId } from '#core/ids'
import { FindAccountForStaff } from '../queries/find_account_for_staff.js'
import { FindOpenInspection } from '../queries/find_open_inspection.js'
import { logStaff } from '../staff_log.js'
import { RequestPasswordReset } from './request_password_reset.js'

/**
 * Sends the mail with which an owner chooses a new password, on their behalf. It goes to the address
 * of the account and nowhere else, and staff never see its link.
 * @throws E_ACCOUNT_NOT_FOUND, E_INSPECTION_REQUIRED
 */
@inject()
export class SendResetForOwner {
  constructor(
    private findAccount: FindAccountForStaff,
    private findOpenInspection: FindOpenInspection,
    private requestPasswordReset: RequestPasswordReset
  ) {}

  async handle(input: { staffAccountId: AccountId; accountId: AccountId }): Promise<void> {
    const { email } = await this.findAccount.handle(input)
    const inspectionId = await this.findOpenInspection.handle(input)
    await logStaff({ action: 'password-reset.sent', ...input, inspectionId })
    await this.requestPasswordReset.handle({ email })
  }
}
