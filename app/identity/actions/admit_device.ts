import { inject } from '@adonisjs/core'
import { E_SECOND_FACTOR_REQUIRED } from '../errors.js'
import { loggedIn, type LoggedIn } from '../logged_in.js'
import type Account from '../models/account.js'
import { FindSecondFactors, type SecondFactors } from '../queries/find_second_factors.js'
import { issueSecondFactorChallenge } from '../second_factor_challenge.js'
import { OpenDevice, type NewDevice } from './open_device.js'

export interface Admission {
  /** With its profiles loaded. */
  account: Account
  device: NewDevice
  /**
   * How much the viewer has proven: a password or a provider is one factor, a passkey is two. A
   * device that was let in from another one has shown nothing itself, so its owner is unconfirmed.
   */
  proven: 'one factor' | 'two factors' | 'on another device'
}

/**
 * The one door through which a device of an existing account is logged in, whatever the way.
 * @throws E_SECOND_FACTOR_REQUIRED with a `challenge` and `methods` when the account has two-factor
 * log-in on and only one factor was proven.
 */
@inject()
export class AdmitDevice {
  constructor(
    private findSecondFactors: FindSecondFactors,
    private openDevice: OpenDevice
  ) {}

  async handle({ account, device, proven }: Admission): Promise<LoggedIn> {
    if (proven === 'one factor') await this.#askForSecondFactor(account)
    const opened = await this.openDevice.handle({ accountId: account.id, device })
    const confirmation = proven === 'on another device' ? 'unconfirmed' : 'confirmed'
    return loggedIn(account, opened.device, opened.refreshToken, confirmation)
  }

  async #askForSecondFactor(account: Account): Promise<void> {
    const factors = await this.findSecondFactors.handle({ accountId: account.id })
    if (!factors.onSince) return
    throw new E_SECOND_FACTOR_REQUIRED({
      detail: 'Write the code that your authenticator app shows.',
      extensions: {
        challenge: await issueSecondFactorChallenge(account),
        methods: methodsOf(factors),
      },
    })
  }
}

function methodsOf({ recoveryCodesLeft, passkeys }: SecondFactors): string[] {
  return [
    'totp',
    ...(recoveryCodesLeft > 0 ? ['recovery-code'] : []),
    ...(passkeys > 0 ? ['passkey'] : []),
  ]
}
