import type { AccountId, DeviceId } from '#core/ids'
import { E_DEVICE_NOT_FOUND } from '../errors.js'
import Device from '../models/device.js'

/**
 * Gives a device another name in the list of devices.
 * @throws E_DEVICE_NOT_FOUND when the account has no such device that is logged in.
 */
export class RenameDevice {
  async handle(input: { accountId: AccountId; deviceId: DeviceId; name: string }): Promise<Device> {
    const { accountId, deviceId, name } = input
    const device = await Device.query()
      .where({ id: deviceId, accountId })
      .whereNull('endedAt')
      .first()
    if (!device) throw new E_DEVICE_NOT_FOUND()
    return device.merge({ name }).save()
  }
}
