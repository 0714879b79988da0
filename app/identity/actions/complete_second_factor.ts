import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { E_CHALLENGE_INVALID, E_WRONG_CODE } from '../errors.js'
import type { LoggedIn } from '../logged_in.js'
import { FindAccount } from '../queries/find_account.js'
import { passwordFingerprint, type SecondFactorChallenge } from '../second_factor_challenge.js'
import { useSecondFactorCode } from '../second_factor_code.js'
import { spendChallenge } from '../spent_challenges.js'
import { AdmitDevice } from './admit_device.js'
import type { NewDevice } from './open_device.js'

export interface SecondFactorInput {
  challenge: SecondFactorChallenge
  /** A one-time password or a recovery code, as typed. */
  code: string
  device: NewDevice
}

/**
 * Completes a log-in that owes its second factor.
 * @throws E_CHALLENGE_INVALID when the challenge was used, or the password changed since.
 * @throws E_WRONG_CODE
 */
@inject()
export class CompleteSecondFactor {
  constructor(
    private findAccount: FindAccount,
    private admitDevice: AdmitDevice
  ) {}

  async handle({ challenge, code, device }: SecondFactorInput): Promise<LoggedIn> {
    const { accountId } = challenge
    const account = await this.findAccount.handle({ accountId }).catch(() => null)
    if (!account || passwordFingerprint(account) !== challenge.passwordFingerprint) {
      throw new E_CHALLENGE_INVALID()
    }
    await db.transaction(async (trx) => {
      if (!(await spendChallenge(trx, challenge))) throw new E_CHALLENGE_INVALID()
      if (!(await useSecondFactorCode(trx, accountId, code))) throw new E_WRONG_CODE()
    })
    return this.admitDevice.handle({ account, device, proven: 'two factors' })
  }
}
