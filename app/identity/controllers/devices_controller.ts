import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { isId, type DeviceId } from '#core/ids'
import { EndDevice } from '../actions/end_device.js'
import { E_DEVICE_NOT_FOUND } from '../errors.js'
import { ListDevices } from '../queries/list_devices.js'
import { transformListedDevice } from '../transformers/device_transformer.js'
import { deviceListQuery } from '../validators/requests.js'

export default class DevicesController {
  @inject()
  async index(ctx: HttpContext, listDevices: ListDevices) {
    const { accountId, deviceId } = ctx.principal
    const page = await listDevices.handle({
      accountId,
      ...(await validateQuery(ctx, deviceListQuery)),
    })
    return sendRevalidated(ctx, {
      items: page.items.map((device) => transformListedDevice(device, deviceId)),
      nextCursor: page.nextCursor,
    })
  }

  @inject()
  async destroy({ principal, params, response }: HttpContext, endDevice: EndDevice) {
    if (!isId(params.deviceId)) throw new E_DEVICE_NOT_FOUND()
    const ended = await endDevice.handle({
      accountId: principal.accountId,
      deviceId: params.deviceId as DeviceId,
      reason: 'ended-by-viewer',
    })
    if (!ended) throw new E_DEVICE_NOT_FOUND()
    return response.noContent()
  }
}
