import type Device from '../models/device.js'

/** Ends kids mode on a device, which a caller has seen a grown-up ask for. */
export class TakeDeviceBack {
  async handle({ device }: { device: Device }): Promise<Device> {
    return device.kidsProfileId ? device.merge({ kidsProfileId: null }).save() : device
  }
}
