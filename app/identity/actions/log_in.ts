import { inject } from '@adonisjs/core'
import hash from '@adonisjs/core/services/hash'
import { E_WRONG_CREDENTIALS } from '../errors.js'
import type { LoggedIn } from '../logged_in.js'
import { hashPassword, verifyPassword } from '../password.js'
import { FindAccountByEmail } from '../queries/find_account_by_email.js'
import { inOrderMade } from '../queries/find_profiles.js'
import { AdmitDevice } from './admit_device.js'
import type { NewDevice } from './open_device.js'

export interface LogInInput {
  email: string
  password: string
  device: NewDevice
}

/**
 * Logs a device in by e-mail and password.
 * @throws E_WRONG_CREDENTIALS in the same words and after the same time for an unknown e-mail and
 * for a wrong password; an account without a password is as an unknown e-mail.
 * @throws E_SECOND_FACTOR_REQUIRED when the password is right and the account has two-factor log-in on.
 */
@inject()
export class LogIn {
  constructor(
    private findAccountByEmail: FindAccountByEmail,
    private admitDevice: AdmitDevice
  ) {}

  async handle(input: LogInInput): Promise<LoggedIn> {
    const account = await this.findAccountByEmail.handle({ email: input.email })
    const matches = await verifyPassword(account?.passwordHash, input.password)
    if (!account?.passwordHash || !matches) {
      throw new E_WRONG_CREDENTIALS({ detail: 'The e-mail or the password is wrong.' })
    }
    await account.load('profiles', inOrderMade)
    if (hash.needsReHash(account.passwordHash)) {
      await account.merge({ passwordHash: await hashPassword(input.password) }).save()
    }
    return this.admitDevice.handle({ account, device: input.device, proven: 'one factor' })
  }
}
