import type { DeviceId } from '#core/ids'
import type Device from '../models/device.js'

export function transformDevice(device: Device) {
  return { id: device.id, name: device.name, kind: device.kind }
}

/** A device in the list; `current` is the one that asks. */
export function transformListedDevice(device: Device, askedBy: DeviceId) {
  return {
    ...transformDevice(device),
    current: device.id === askedBy,
    createdAt: device.createdAt.toUTC().toISO(),
    lastSeenAt: device.lastSeenAt.toUTC().toISO(),
  }
}
