import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AccountId, DeviceId } from '#core/ids'
import { announceDeviceEnded } from '../events.js'
import type { DeviceEndReason } from '../models/device.js'
import { endDeviceIn } from './end_device.js'

/**
 * Ends every device of an account but `except`, in a transaction of the caller, who announces them
 * once it is done.
 */
export async function endDevicesIn(
  trx: TransactionClientContract,
  input: { accountId: AccountId; except?: DeviceId; reason: DeviceEndReason }
): Promise<DeviceId[]> {
  const { accountId, except, reason } = input
  const live: { id: DeviceId }[] = await trx
    .from('identity.devices')
    .where('account_id', accountId)
    .whereNull('ended_at')
    .orderBy('id')
    .select('id')
  const ended: DeviceId[] = []
  for (const { id: deviceId } of live) {
    if (deviceId === except) continue
    if (await endDeviceIn(trx, { accountId, deviceId, reason })) ended.push(deviceId)
  }
  return ended
}

/** Tells all who listen that these devices have ended. */
export async function announceDevicesEnded(
  accountId: AccountId,
  deviceIds: readonly DeviceId[]
): Promise<void> {
  await Promise.all(deviceIds.map((deviceId) => announceDeviceEnded(accountId, deviceId)))
}

/** Logs all devices of an account out, or all but one. Answers how many were ended. */
export class EndDevices {
  async handle(input: {
    accountId: AccountId
    except?: DeviceId
    reason: DeviceEndReason
  }): Promise<number> {
    const ended = await db.transaction((trx) => endDevicesIn(trx, input))
    await announceDevicesEnded(input.accountId, ended)
    return ended.length
  }
}
