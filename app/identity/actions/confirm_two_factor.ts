import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_TWO_FACTOR_NOT_SET_UP, E_WRONG_PROOF } from '../errors.js'
import { useOneTimePassword } from '../second_factor_code.js'
import { replaceRecoveryCodes } from './renew_recovery_codes.js'

/**
 * Turns two-factor log-in on, by a code which shows that the authenticator app has the secret.
 * Answers the recovery codes, which are shown this once.
 * @throws E_TWO_FACTOR_NOT_SET_UP when there is nothing to confirm, E_WRONG_PROOF
 */
export class ConfirmTwoFactor {
  async handle(input: { accountId: AccountId; code: string }): Promise<string[]> {
    const { accountId, code } = input
    return db.transaction(async (trx) => {
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
  }
}
