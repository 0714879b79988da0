import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_PAIRING_NOT_FOUND } from '../errors.js'
import type { DeviceKind } from '../models/device.js'

/** A device that asks to be let in, as the viewer is shown it before deciding. */
export interface PendingPairing {
  deviceName: string
  deviceKind: DeviceKind
  /** IP address that the device asked from. */
  address: string
  requestedAt: Date
  expiresAt: Date
}

/**
 * Shows who asks by a code. The first account that looks is the only one that may decide from then
 * on, so what a viewer was shown is what that viewer approves.
 * @throws E_PAIRING_NOT_FOUND when no device waits with this code, or another account has it.
 */
export class LookAtPairing {
  async handle(input: { accountId: AccountId; userCode: string }): Promise<PendingPairing> {
    const found = await db.rawQuery<{ rows: PendingPairing[] }>(
      `update identity.device_pairings set account_id = :accountId
        where user_code = :userCode and (account_id is null or account_id = :accountId)
          and decision is null and expires_at > :now
        returning device_name as "deviceName", device_kind as "deviceKind", address,
                  created_at as "requestedAt", expires_at as "expiresAt"`,
      { ...input, now: clock.date() }
    )
    const [pairing] = found.rows
    if (!pairing) throw new E_PAIRING_NOT_FOUND()
    return pairing
  }
}
