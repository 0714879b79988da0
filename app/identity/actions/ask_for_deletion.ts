import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { refuseLastAdmin } from '../last_admin.js'
import { DeletionAsked } from '../mails/deletion_asked.js'
import { FindAccount } from '../queries/find_account.js'
import { EndDevices } from './end_devices.js'

/**
 * Asks for an account to be erased once the waiting time is over. Its devices are logged out at
 * once; logging in again before then keeps the account. Asking twice moves the day.
 */
@inject()
export class AskForDeletion {
  constructor(
    private findAccount: FindAccount,
    private endDevices: EndDevices
  ) {}

  /**
   * @returns when the account will be erased
   * @throws E_LAST_ADMIN to the only admin
   */
  async handle({ accountId }: { accountId: AccountId }): Promise<Date> {
    const account = await this.findAccount.handle({ accountId })
    const eraseAt = new Date(clock.now() + identityConfig.deletionDays * 24 * 3600 * 1000)
    await db.transaction(async (trx) => {
      await refuseLastAdmin(trx, accountId)
      account.useTransaction(trx)
      await account.merge({ eraseAt: DateTime.fromJSDate(eraseAt) }).save()
    })
    await this.endDevices.handle({ accountId, reason: 'account-deleted' })
    sendMail(new DeletionAsked(account.email, eraseAt))
    return eraseAt
  }
}
