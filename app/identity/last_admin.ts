import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AccountId } from '#core/ids'
import { E_LAST_ADMIN } from './errors.js'

/**
 * Refuses to take the last admin away. Locks all admins, so that two who leave at once come one
 * after the other.
 * @throws E_LAST_ADMIN
 */
export async function refuseLastAdmin(
  trx: TransactionClientContract,
  leaving: AccountId
): Promise<void> {
  const admins: { rows: { id: AccountId }[] } = await trx.rawQuery(
    `select id from identity.accounts
      where 'admin' = any(roles) and erase_at is null order by id for update`
  )
  const isAdmin = admins.rows.some(({ id }) => id === leaving)
  if (isAdmin && admins.rows.length === 1) {
    throw new E_LAST_ADMIN({ detail: 'Make somebody else an admin first.' })
  }
}
