import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { E_WRONG_MAILED_CODE } from '../errors.js'
import {
  checkMailedCode,
  dropMailedCodes,
  spendMailedCode,
  type MailedCode,
  type MailedSecret,
} from '../mailed_code.js'
import { EmailChangedMail } from '../mails/email_mails.js'
import Account from '../models/account.js'
import { refuseTakenEmail } from './create_account.js'

export interface EmailConfirmation {
  accountId: AccountId
  changeId: string
  secret: MailedSecret
}

/**
 * Makes the address that a code was sent to the account's, verified, and tells the old address.
 * @throws E_WRONG_MAILED_CODE also when the change is another account's.
 * @throws E_EMAIL_TAKEN when another account took the address meanwhile.
 */
export class ConfirmEmailChange {
  async handle({ accountId, changeId, secret }: EmailConfirmation): Promise<Account> {
    const change = await checkMailedCode(changeId, 'change-email', secret)
    if (change?.accountId !== accountId) throw new E_WRONG_MAILED_CODE()
    const { account, before } = await this.#change(change, accountId)
    if (before.toLowerCase() !== account.email.toLowerCase()) sendMail(new EmailChangedMail(before))
    return account
  }

  #change(change: MailedCode, accountId: AccountId) {
    return db.transaction(async (trx) => {
      if (!(await spendMailedCode(trx, change))) throw new E_WRONG_MAILED_CODE()
      const account = await Account.query({ client: trx })
        .where('id', accountId)
        .forUpdate()
        .firstOrFail()
      const before = account.email
      const now = DateTime.fromMillis(clock.now())
      await account
        .merge({ email: change.email, emailVerifiedAt: now, updatedAt: now })
        .save()
        .catch(refuseTakenEmail)
      // A link in an old mailbox opens this account no more.
      await dropMailedCodes(trx, { accountId, email: account.email })
      return { account, before }
    })
  }
}
