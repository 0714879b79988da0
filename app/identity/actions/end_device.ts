import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, DeviceId } from '#core/ids'
import { announceDeviceEnded } from '../events.js'
import type { DeviceEndReason } from '../models/device.js'

export interface EndDeviceInput {
  accountId: AccountId
  deviceId: DeviceId
  reason: DeviceEndReason
}

/**
 * Ends a device and its refresh family in a transaction of the caller. Families are locked before
 * devices, as a refresh does, so that the two never wait for each other. False when it had ended.
 */
export async function endDeviceIn(
  trx: TransactionClientContract,
  input: EndDeviceInput
): Promise<boolean> {
  const now = clock.date()
  await trx.rawQuery(
    `update identity.refresh_families f set ended_at = ?
       from identity.devices d
      where d.id = f.device_id and d.id = ? and d.account_id = ? and f.ended_at is null`,
    [now, input.deviceId, input.accountId]
  )
  const ended: { rows: unknown[] } = await trx.rawQuery(
    `update identity.devices set ended_at = ?, end_reason = ?
      where id = ? and account_id = ? and ended_at is null
      returning id`,
    [now, input.reason, input.deviceId, input.accountId]
  )
  return ended.rows.length > 0
}

/**
 * Logs a device out: its refresh tokens are refused from now on, and `DeviceEnded` stops what it
 * plays. Its access token lives out its minutes. False when the account has no such device, or it
 * had ended already.
 */
export class EndDevice {
  async handle(input: EndDeviceInput): Promise<boolean> {
    const ended = await db.transaction((trx) => endDeviceIn(trx, input))
    if (ended) await announceDeviceEnded(input.accountId, input.deviceId)
    return ended
  }
}
