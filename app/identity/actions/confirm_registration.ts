import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { E_WRONG_MAILED_CODE } from '../errors.js'
import { loggedIn, type LoggedIn } from '../logged_in.js'
import type Account from '../models/account.js'
import {
  checkMailedCode,
  dropMailedCodes,
  spendMailedCode,
  type MailedCode,
  type MailedSecret,
} from '../mailed_code.js'
import { verifyPassword } from '../password.js'
import { insertAccount } from './create_account.js'
import { OpenDevice, type NewDevice } from './open_device.js'

export interface RegistrationConfirmation {
  registrationId: string
  secret: MailedSecret
  /** Asked for with a link, see below. */
  password?: string
  device: NewDevice
}

/**
 * Completes a registration: creates the account, verified, and logs its first device in.
 *
 * The code is typed where the registration began. A link may be opened anywhere, also by somebody
 * whose address a stranger registered, with a password that the stranger knows. So a link asks for
 * the password: who did not choose it cannot be made to open the account for who did.
 * @throws E_WRONG_MAILED_CODE
 * @throws E_EMAIL_TAKEN when another registration of the same address was completed meanwhile.
 */
@inject()
export class ConfirmRegistration {
  constructor(private openDevice: OpenDevice) {}

  async handle({ registrationId, secret, ...input }: RegistrationConfirmation): Promise<LoggedIn> {
    const registration = await checkMailedCode(registrationId, 'register', secret)
    if (!registration || registration.accountId) throw new E_WRONG_MAILED_CODE()
    if (secret.token !== undefined) await this.#askForPassword(registration, input.password)
    const account = await this.#create(registration)
    const opened = await this.openDevice.handle({ accountId: account.id, device: input.device })
    return loggedIn(account, opened.device, opened.refreshToken, 'confirmed')
  }

  async #askForPassword({ passwordHash }: MailedCode, password = ''): Promise<void> {
    if (await verifyPassword(passwordHash, password)) return
    throw new E_WRONG_MAILED_CODE({
      detail: 'The password is not the one that you registered with.',
      fields: [
        { field: 'password', message: 'This is not the password that you registered with.' },
      ],
    })
  }

  #create(registration: MailedCode): Promise<Account> {
    return db.transaction(async (trx) => {
      if (!(await spendMailedCode(trx, registration))) throw new E_WRONG_MAILED_CODE()
      const { email, passwordHash, displayName } = registration
      const account = await insertAccount(trx, {
        email,
        passwordHash,
        displayName: displayName ?? undefined,
      })
      await dropMailedCodes(trx, { accountId: account.id, email })
      return account
    })
  }
}
