import { inject } from '@adonisjs/core'
import hash from '@adonisjs/core/services/hash'
import { E_WRONG_CREDENTIALS } from '../errors.js'
import { loggedIn, type LoggedIn } from '../logged_in.js'
import { hashPassword, verifyPassword } from '../password.js'
import { FindAccountByEmail } from '../queries/find_account_by_email.js'
import { OpenDevice, type NewDevice } from './open_device.js'

export interface LogInInput {
  email: string
  password: string
  device: NewDevice
}

/**
 * Logs a device in by e-mail and password.
 * @throws E_WRONG_CREDENTIALS in the same words and after the same time for an unknown e-mail and
 * for a wrong password.
 */
@inject()
export class LogIn {
  constructor(
    private findAccountByEmail: FindAccountByEmail,
    private openDevice: OpenDevice
  ) {}

  async handle(input: LogInInput): Promise<LoggedIn> {
    const account = await this.findAccountByEmail.handle({ email: input.email })
    const matches = await verifyPassword(account?.passwordHash, input.password)
    if (!account || !matches) {
      throw new E_WRONG_CREDENTIALS({ detail: 'The e-mail or the password is wrong.' })
    }
    if (hash.needsReHash(account.passwordHash)) {
      await account.merge({ passwordHash: await hashPassword(input.password) }).save()
    }
    const { device, refreshToken } = await this.openDevice.handle({
      accountId: account.id,
      device: input.device,
    })
    return loggedIn(account, device, refreshToken)
  }
}
