import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import { sendMail } from '#core/mail/index'
import { E_WRONG_MAILED_CODE } from '../errors.js'
import {
  checkMailedCode,
  dropMailedCodes,
  spendMailedCode,
  type MailedCode,
} from '../mailed_code.js'
import { PasswordChangedMail } from '../mails/password_mails.js'
import Account from '../models/account.js'
import { hashPassword } from '../password.js'
import { refuseWeakPassword } from '../password_rules.js'
import { FindOwnerName } from '../queries/find_owner_name.js'
import { announceDevicesEnded, endDevicesIn } from './end_devices.js'

export interface PasswordReset {
  resetId: string
  /** What the mail's link carries. */
  token: string
  newPassword: string
}

/**
 * Gives an account a new password by the link of a mail. Every device is logged out, as somebody may
 * be in who should not be, and the e-mail is verified by the way. A second factor stays: the link
 * replaces the password and nothing else.
 * @throws E_WRONG_MAILED_CODE, E_PASSWORD_REFUSED
 */
@inject()
export class ResetPassword {
  constructor(private findOwnerName: FindOwnerName) {}

  async handle({ resetId, token, newPassword }: PasswordReset): Promise<Account> {
    const reset = await checkMailedCode(resetId, 'reset-password', { token })
    if (!reset?.accountId) throw new E_WRONG_MAILED_CODE()
    const name = await this.findOwnerName.handle({ accountId: reset.accountId })
    refuseWeakPassword(newPassword, { email: reset.email, name }, 'newPassword')
    const { account, ended } = await this.#replace(reset, await hashPassword(newPassword))
    await announceDevicesEnded(account.id, ended)
    sendMail(new PasswordChangedMail(account.email))
    return account
  }

  #replace(reset: MailedCode, passwordHash: string) {
    return db.transaction(async (trx) => {
      if (!(await spendMailedCode(trx, reset))) throw new E_WRONG_MAILED_CODE()
      const account = await Account.query({ client: trx })
        .where('id', reset.accountId!)
        .forUpdate()
        .firstOrFail()
      const now = DateTime.fromMillis(clock.now())
      const emailVerifiedAt = account.emailVerifiedAt ?? now
      await account.merge({ passwordHash, emailVerifiedAt, updatedAt: now }).save()
      await dropMailedCodes(trx, { accountId: account.id, email: account.email })
      const reason = 'password-changed'
      return { account, ended: await endDevicesIn(trx, { accountId: account.id, reason }) }
    })
  }
}
