import { inject } from '@adonisjs/core'
import type { AccountId, DeviceId } from '#core/ids'
import { FindAccountForStaff } from '../queries/find_account_for_staff.js'
import { FindOpenInspection } from '../queries/find_open_inspection.js'
import { logStaff } from '../staff_log.js'
import { E_DEVICE_NOT_FOUND } from '../errors.js'
import { EndDevice } from './end_device.js'
import { EndDevices } from './end_devices.js'

/**
 * Logs one device of an account out, or all of them, on its owner's behalf.
 * @throws E_ACCOUNT_NOT_FOUND, E_INSPECTION_REQUIRED, E_DEVICE_NOT_FOUND
 */
@inject()
export class EndDevicesForOwner {
  constructor(
    private findAccount: FindAccountForStaff,
    private findOpenInspection: FindOpenInspection,
    private endDevice: EndDevice,
    private endDevices: EndDevices
  ) {}

  async handle(input: {
    staffAccountId: AccountId
    accountId: AccountId
    /** Without one, all. */
    deviceId?: DeviceId
  }): Promise<void> {
    const { staffAccountId, accountId, deviceId } = input
    await this.findAccount.handle({ accountId })
    const inspectionId = await this.findOpenInspection.handle(input)
    const details = deviceId ? { deviceId } : { devices: 'all' }
    await logStaff({ action: 'devices.ended', staffAccountId, accountId, inspectionId, details })
    const reason = 'ended-by-support'
    if (!deviceId) return void (await this.endDevices.handle({ accountId, reason }))
    const ended = await this.endDevice.handle({ accountId, deviceId, reason })
    if (!ended) throw new E_DEVICE_NOT_FOUND()
  }
}
