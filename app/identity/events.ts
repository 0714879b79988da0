import { BaseEvent } from '@adonisjs/core/events'
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
