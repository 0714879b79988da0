import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { AccountId, DeviceId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { E_NO_PASSWORD, E_WRONG_PROOF } from '../errors.js'
import { dropMailedCodes } from '../mailed_code.js'
import { PasswordChangedMail } from '../mails/password_mails.js'
import type Account from '../models/account.js'
import { hashPassword, verifyPassword } from '../password.js'
import { refuseWeakPassword } from '../password_rules.js'
import { FindAccount } from '../queries/find_account.js'
import { announceDevicesEnded, endDevicesIn } from './end_devices.js'

export interface PasswordChange {
  accountId: AccountId
  /** The device that asks, which stays logged in. */
  deviceId: DeviceId
  currentPassword: string
  newPassword: string
  keepOtherDevices: boolean
}

/**
 * Changes the password of who knows the current one, and logs the other devices out unless told not to.
 * @throws E_WRONG_PROOF also when the password was changed by another request meanwhile.
 * @throws E_NO_PASSWORD, E_PASSWORD_REFUSED
 */
@inject()
export class ChangePassword {
  constructor(private findAccount: FindAccount) {}

  async handle(change: PasswordChange): Promise<void> {
    const account = await this.findAccount.handle({ accountId: change.accountId })
    await this.#askForCurrent(account, change.currentPassword)
    const owner = { email: account.email, name: account.profiles[0]?.name }
    refuseWeakPassword(change.newPassword, owner, 'newPassword')
    const ended = await this.#replace(account, change, await hashPassword(change.newPassword))
    await announceDevicesEnded(account.id, ended)
    sendMail(new PasswordChangedMail(account.email))
  }

  async #askForCurrent({ passwordHash }: Account, password: string): Promise<void> {
    if (passwordHash === null) {
      throw new E_NO_PASSWORD({
        detail: 'Choose one by “Forgot your password?” on the log-in page.',
      })
    }
    if (await verifyPassword(passwordHash, password)) return
    throw new E_WRONG_PROOF({
      detail: 'The current password is wrong.',
      fields: [{ field: 'currentPassword', message: 'The current password is wrong.' }],
    })
  }

  #replace(account: Account, change: PasswordChange, passwordHash: string): Promise<DeviceId[]> {
    const { id: accountId, email } = account
    return db.transaction(async (trx) => {
      const changed: unknown[] = await trx
        .from('identity.accounts')
        .where({ id: accountId, password_hash: account.passwordHash })
        .update({ password_hash: passwordHash, updated_at: DateTime.fromMillis(clock.now()) })
        .returning('id')
      if (changed.length === 0) throw new E_WRONG_PROOF()
      await dropMailedCodes(trx, { accountId, email })
      if (change.keepOtherDevices) return []
      const { deviceId: except } = change
      return endDevicesIn(trx, { accountId, except, reason: 'password-changed' })
    })
  }
}
