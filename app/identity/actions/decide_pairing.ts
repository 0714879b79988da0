import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_PAIRING_NOT_FOUND } from '../errors.js'

export interface PairingDecision {
  accountId: AccountId
  userCode: string
  decision: 'approved' | 'denied'
}

/**
 * Lets a device in that this account has looked at, or turns it away. Said once, it stands.
 * @throws E_PAIRING_NOT_FOUND
 */
export class DecidePairing {
  async handle({ accountId, userCode, decision }: PairingDecision): Promise<void> {
    const decided: { rows: unknown[] } = await db.rawQuery(
      `update identity.device_pairings set decision = ?
        where user_code = ? and account_id = ? and decision is null and expires_at > ?
        returning user_code`,
      [decision, userCode, accountId, clock.date()]
    )
    if (decided.rows.length === 0) throw new E_PAIRING_NOT_FOUND()
  }
}
