import type { AccountId, DeviceId } from '#core/ids'
import { E_REFRESH_ENDED } from '../errors.js'
import Device from '../models/device.js'

/**
 * The device that a request comes from, while it is logged in. Asked where a new access token is
 * issued outside of a refresh, so that an ended device cannot go on with one.
 * @throws E_REFRESH_ENDED
 */
export class FindLiveDevice {
  async handle(input: { accountId: AccountId; deviceId: DeviceId }): Promise<Device> {
    const device = await Device.query()
      .where({ id: input.deviceId, accountId: input.accountId })
      .whereNull('endedAt')
      .first()
    if (!device) throw new E_REFRESH_ENDED()
    return device
  }
}
