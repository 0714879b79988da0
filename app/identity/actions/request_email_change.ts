import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { issueMailedCode, type IssuedMailedCode } from '../mailed_code.js'
import { ConfirmEmailMail } from '../mails/email_mails.js'
import { AccountExistsMail } from '../mails/registration_mails.js'

/**
 * Begins a change of e-mail, or the verification of the one that the account has: a mail to the new
 * address brings the code. An address that another account has gets a mail that says so, and the
 * answer is the same.
 */
export class RequestEmailChange {
  async handle(input: {
    accountId: AccountId
    email: string
  }): Promise<Pick<IssuedMailedCode, 'id' | 'expiresAt'>> {
    const { accountId, email } = input
    const issued = await issueMailedCode({ purpose: 'change-email', ...input })
    const taken: unknown = await db
      .from('identity.accounts')
      .whereRaw('lower(email) = lower(?)', [email])
      .whereNot('id', accountId)
      .select('id')
      .first()
    sendMail(taken ? new AccountExistsMail(email) : new ConfirmEmailMail(email, issued))
    return { id: issued.id, expiresAt: issued.expiresAt }
  }
}
