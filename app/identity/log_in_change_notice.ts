import logger from '@adonisjs/core/services/logger'
import type { AccountId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { LogInChangedMail, type LogInChange } from './mails/log_in_changed_mail.js'
import Account from './models/account.js'

/** Tells the owner of an account by mail what changed. The change stands even when that fails. */
export async function tellOfLogInChange(accountId: AccountId, change: LogInChange): Promise<void> {
  try {
    const account = await Account.find(accountId)
    if (account) sendMail(new LogInChangedMail(account.email, change))
  } catch (error) {
    logger.error({ err: error, change }, 'The owner was not told of a change')
  }
}
