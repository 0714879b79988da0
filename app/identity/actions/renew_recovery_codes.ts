import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_TWO_FACTOR_OFF } from '../errors.js'
import { tellOfLogInChange } from '../log_in_change_notice.js'
import type { Principal } from '../principal.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { newRecoveryCode, recoveryCodeHash } from '../recovery_code.js'

/** Replaces all recovery codes of an account, in a transaction of the caller. */
export async function replaceRecoveryCodes(
  trx: TransactionClientContract,
  accountId: AccountId
): Promise<string[]> {
  const codes = Array.from({ length: factorsConfig.recoveryCodes }, newRecoveryCode)
  await trx.from('identity.recovery_codes').where('account_id', accountId).delete()
  await trx.table('identity.recovery_codes').multiInsert(
    codes.map((code) => ({
      account_id: accountId,
      code_hash: recoveryCodeHash(accountId, code),
      created_at: clock.date(),
    }))
  )
  return codes
}

/**
 * Makes new recovery codes; the old ones are worth nothing from now on.
 * @throws E_TWO_FACTOR_OFF
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class RenewRecoveryCodes {
  constructor(private findLiveDevice: FindLiveDevice) {}

  async handle({ principal }: { principal: Principal }): Promise<string[]> {
    const { accountId, deviceId } = principal
    await this.findLiveDevice.handle({ accountId, deviceId })
    const codes = await db.transaction(async (trx) => {
      const on = await trx
        .from('identity.totp_secrets')
        .where('account_id', accountId)
        .whereNotNull('confirmed_at')
        .forUpdate()
        .first()
      if (!on) throw new E_TWO_FACTOR_OFF()
      return replaceRecoveryCodes(trx, accountId)
    })
    await tellOfLogInChange(accountId, 'recovery-codes-renewed')
    return codes
  }
}
