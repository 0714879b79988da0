import { BaseEvent } from '@adonisjs/core/events'
import logger from '@adonisjs/core/services/logger'
import type { AccountId, DeviceId } from '#core/ids'

/**
 * A device was logged out: by its viewer, from another device, or because one of its refresh
 * tokens was used twice. What it still plays should stop.
 */
export class DeviceEnded extends BaseEvent {
  constructor(
    readonly accountId: AccountId,
    readonly deviceId: DeviceId
  ) {
    super()
  }
}

/** Tells all who listen. The device is logged out even when one of them fails, as while Redis is away. */
export async function announceDeviceEnded(accountId: AccountId, deviceId: DeviceId): Promise<void> {
  try {
    await DeviceEnded.dispatch(accountId, deviceId)
  } catch (error) {
    logger.error({ err: error, deviceId }, 'A listener to DeviceEnded failed')
  }
}
