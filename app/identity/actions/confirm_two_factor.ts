import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { E_TWO_FACTOR_NOT_SET_UP, E_WRONG_PROOF } from '../errors.js'
import { tellOfLogInChange } from '../log_in_change_notice.js'
import type { Principal } from '../principal.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { useOneTimePassword } from '../second_factor_code.js'
import { replaceRecoveryCodes } from './renew_recovery_codes.js'

/**
 * Turns two-factor log-in on, by a code which shows that the authenticator app has the secret.
 * Answers the recovery codes, which are shown this once.
 * @throws E_TWO_FACTOR_NOT_SET_UP when there is nothing to confirm, E_WRONG_PROOF
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class ConfirmTwoFactor {
  constructor(private findLiveDevice: FindLiveDevice) {}

  async handle(input: { principal: Principal; code: string }): Promise<string[]> {
    const { code } = input
    const { accountId, deviceId } = input.principal
    await this.findLiveDevice.handle({ accountId, deviceId })
    const codes = await db.transaction(async (trx) => {
      const secret = trx.from('identity.totp_secrets').where('account_id', accountId)
      if (!(await secret.clone().whereNull('confirmed_at').first())) {
        throw new E_TWO_FACTOR_NOT_SET_UP()
      }
      const right = await useOneTimePassword(trx, accountId, code, 'unconfirmed')
      if (!right)
        throw new E_WRONG_PROOF({ detail: 'This is not the code that the app shows now.' })
      await secret.clone().update({ confirmed_at: clock.date() })
      return replaceRecoveryCodes(trx, accountId)
    })
    await tellOfLogInChange(accountId, 'two-factor-on')
    return codes
  }
}
