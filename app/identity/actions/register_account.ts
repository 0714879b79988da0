import { inject } from '@adonisjs/core'
import { loggedIn, type LoggedIn } from '../logged_in.js'
import { CreateAccount } from './create_account.js'
import { OpenDevice, type NewDevice } from './open_device.js'

export interface Registration {
  email: string
  password: string
  displayName?: string
  device: NewDevice
}

/**
 * Creates an account and logs its first device in.
 * @throws E_EMAIL_TAKEN
 */
@inject()
export class RegisterAccount {
  constructor(
    private createAccount: CreateAccount,
    private openDevice: OpenDevice
  ) {}

  async handle(input: Registration): Promise<LoggedIn> {
    const account = await this.createAccount.handle(input)
    const { device, refreshToken } = await this.openDevice.handle({
      accountId: account.id,
      device: input.device,
    })
    return loggedIn(account, device, refreshToken, 'confirmed')
  }
}
