import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { E_PAIRING_NOT_FOUND } from '../errors.js'
import type { Principal } from '../principal.js'
import { FindLiveDevice } from '../queries/find_live_device.js'

export interface PairingDecision {
  principal: Principal
  userCode: string
  decision: 'approved' | 'denied'
}

/**
 * Lets a device in that this account has looked at, or turns it away. Said once, it stands, unless
 * the device that it was said on is logged out before the other one has come for it.
 * @throws E_PAIRING_NOT_FOUND
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class DecidePairing {
  constructor(private findLiveDevice: FindLiveDevice) {}

  async handle({ principal, userCode, decision }: PairingDecision): Promise<void> {
    const { accountId, deviceId } = principal
    await this.findLiveDevice.handle({ accountId, deviceId })
    const decided: { rows: unknown[] } = await db.rawQuery(
      `update identity.device_pairings set decision = ?, decided_on = ?
        where user_code = ? and account_id = ? and decision is null and expires_at > ?
        returning user_code`,
      [decision, deviceId, userCode, accountId, clock.date()]
    )
    if (decided.rows.length === 0) throw new E_PAIRING_NOT_FOUND()
  }
}
