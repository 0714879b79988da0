import type { DeviceId } from '#core/ids'
import type Device from '../models/device.js'

export function transformDevice(device: Device) {
  return { id: device.id, name: device.name, kind: device.kind }
}

/** A device in the list; `current` is the one that asks. */
export function transformListedDevice(device: Device, askedBy: DeviceId) {
  return { ...transformPlacedDevice(device), current: device.id === askedBy }
}

/** A device with where and when it was used last. */
export function transformPlacedDevice(device: Device) {
  return {
    ...transformDevice(device),
    place: { country: device.country, city: device.city, network: device.network },
    createdAt: device.createdAt.toUTC().toISO(),
    lastSeenAt: device.lastSeenAt.toUTC().toISO(),
  }
}
