import type { DeviceId } from '#core/ids'
import Device, { type DeviceKind } from '../models/device.js'

export interface DeviceName {
  id: DeviceId
  name: string
  kind: DeviceKind
}

/** What devices are called, ended ones too. Unknown ids are left out. */
export class DevicesByIds {
  async handle(input: { ids: readonly DeviceId[] }): Promise<Map<DeviceId, DeviceName>> {
    if (input.ids.length === 0) return new Map()
    const devices = await Device.query()
      .select('id', 'name', 'kind')
      .whereIn('id', [...input.ids])
    return new Map(devices.map(({ id, name, kind }) => [id, { id, name, kind }]))
  }
}
