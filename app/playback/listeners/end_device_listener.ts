import type { DeviceEnded } from '#identity'
import { streamLeases } from '../leases/stream_leases.js'

/** Stops what a device plays when it is logged out. */
export default class EndDeviceListener {
  async handle({ accountId, deviceId }: DeviceEnded): Promise<void> {
    await streamLeases.endDevice({ accountId, deviceId })
  }
}
