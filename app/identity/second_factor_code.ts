import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { recoveryCodeHash } from './recovery_code.js'
import { timeStepOf } from './totp.js'

const ONE_TIME_PASSWORD = /^\d{6}$/

/**
 * Uses up a one-time password or a recovery code of an account that has two-factor log-in on, in a
 * transaction of the caller. False when it is wrong or was used before.
 */
export async function useSecondFactorCode(
  trx: TransactionClientContract,
  accountId: AccountId,
  typed: string
): Promise<boolean> {
  const code = typed.replace(/\s/g, '')
  return ONE_TIME_PASSWORD.test(code)
    ? useOneTimePassword(trx, accountId, code)
    : useRecoveryCode(trx, accountId, code)
}

/**
 * A one-time password is accepted once (RFC 6238 section 5.2): the row remembers the last time step,
 * and its lock makes two who come at once come one after the other.
 */
export async function useOneTimePassword(
  trx: TransactionClientContract,
  accountId: AccountId,
  code: string,
  state: 'confirmed' | 'unconfirmed' = 'confirmed'
): Promise<boolean> {
  const kept: { sealed_secret: string; last_used_step: string | null } | null = await trx
    .from('identity.totp_secrets')
    .where('account_id', accountId)
    .whereRaw(state === 'confirmed' ? 'confirmed_at is not null' : 'confirmed_at is null')
    .forUpdate()
    .first()
  if (!kept) return false
  const step = timeStepOf(kept.sealed_secret, code)
  if (step === null || step <= Number(kept.last_used_step ?? -1)) return false
  await trx
    .from('identity.totp_secrets')
    .where('account_id', accountId)
    .update({ last_used_step: step })
  return true
}

async function useRecoveryCode(
  trx: TransactionClientContract,
  accountId: AccountId,
  typed: string
): Promise<boolean> {
  const codeHash = recoveryCodeHash(accountId, typed)
  if (codeHash === null) return false
  const used: { rows: unknown[] } = await trx.rawQuery(
    `update identity.recovery_codes set used_at = ?
      where account_id = ? and code_hash = ? and used_at is null
      returning account_id`,
    [clock.date(), accountId, codeHash]
  )
  return used.rows.length > 0
}
