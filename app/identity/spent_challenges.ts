import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'

/**
 * Spends a challenge in a transaction of the caller: true for the first who does, false for every
 * other. A challenge is remembered until it has expired anyway.
 */
export async function spendChallenge(
  trx: TransactionClientContract,
  challenge: { id: string; expiresAtSeconds: number }
): Promise<boolean> {
  await trx.rawQuery('delete from identity.spent_challenges where expires_at < ?', [clock.date()])
  const spent: { rows: unknown[] } = await trx.rawQuery(
    `insert into identity.spent_challenges (id, expires_at) values (?, ?)
     on conflict (id) do nothing
     returning id`,
    [challenge.id, new Date(challenge.expiresAtSeconds * 1000)]
  )
  return spent.rows.length > 0
}
