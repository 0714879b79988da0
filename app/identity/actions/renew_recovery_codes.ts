import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_TWO_FACTOR_OFF } from '../errors.js'
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
 */
export class RenewRecoveryCodes {
  async handle({ accountId }: { accountId: AccountId }): Promise<string[]> {
    return db.transaction(async (trx) => {
      const on = await trx
        .from('identity.totp_secrets')
        .where('account_id', accountId)
        .whereNotNull('confirmed_at')
        .forUpdate()
        .first()
      if (!on) throw new E_TWO_FACTOR_OFF()
      return replaceRecoveryCodes(trx, accountId)
    })
  }
}
