import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AccountId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { E_TOKEN_INVALID } from './errors.js'
import {
  KIDS_DEFAULT_MATURITY_LIMIT,
  KIDS_MATURITY_LIMIT,
  NO_MATURITY_LIMIT,
} from './models/profile.js'

/**
 * The maturity limit, in years of age, of a profile that asks for `asked`, or has `current` and
 * asks for nothing.
 * @throws E_INVALID_REQUEST when a kids profile asks for more than kids may have.
 */
export function maturityLimitFor(wish: {
  kids: boolean
  asked?: number
  current?: number
}): number {
  if (wish.kids && wish.asked !== undefined && wish.asked > KIDS_MATURITY_LIMIT) {
    const message = `A kids profile has a maturity limit of at most ${KIDS_MATURITY_LIMIT}.`
    throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'maturityLimit', message }] })
  }
  if (wish.asked !== undefined) return wish.asked
  if (wish.current === undefined) {
    return wish.kids ? KIDS_DEFAULT_MATURITY_LIMIT : NO_MATURITY_LIMIT
  }
  return wish.kids && wish.current > KIDS_MATURITY_LIMIT
    ? KIDS_DEFAULT_MATURITY_LIMIT
    : wish.current
}

/**
 * Locks an account, so that its number of profiles cannot change meanwhile, and answers that number.
 * @throws E_TOKEN_INVALID when the account is gone while its token still lives.
 */
export async function lockAccount(
  trx: TransactionClientContract,
  accountId: AccountId
): Promise<number> {
  const account = await trx
    .from('identity.accounts')
    .where('id', accountId)
    .select('id')
    .forUpdate()
    .first()
  if (!account) throw new E_TOKEN_INVALID()
  const [{ count }] = await trx
    .from('identity.profiles')
    .where('account_id', accountId)
    .count('* as count')
  return Number(count)
}
