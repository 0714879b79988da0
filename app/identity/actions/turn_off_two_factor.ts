import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { E_TWO_FACTOR_OFF } from '../errors.js'
import { tellOfLogInChange } from '../log_in_change_notice.js'

/**
 * Turns two-factor log-in off and forgets the secret and the recovery codes.
 * @throws E_TWO_FACTOR_OFF when it is off already
 */
export class TurnOffTwoFactor {
  async handle({ accountId }: { accountId: AccountId }): Promise<void> {
    await db.transaction(async (trx) => {
      const ended: { rows: unknown[] } = await trx.rawQuery(
        `delete from identity.totp_secrets
          where account_id = ? and confirmed_at is not null returning account_id`,
        [accountId]
      )
      if (ended.rows.length === 0) throw new E_TWO_FACTOR_OFF()
      await trx.from('identity.recovery_codes').where('account_id', accountId).delete()
    })
    await tellOfLogInChange(accountId, 'two-factor-off')
  }
}
