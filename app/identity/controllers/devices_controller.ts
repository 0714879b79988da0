import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateQuery } from '#core/http/validate'
import { isId, type DeviceId } from '#core/ids'
import { EndDevice } from '../actions/end_device.js'
import { EndDevices } from '../actions/end_devices.js'
import { RenameDevice } from '../actions/rename_device.js'
import { E_DEVICE_NOT_FOUND } from '../errors.js'
import { ListDevices } from '../queries/list_devices.js'
import { transformListedDevice } from '../transformers/device_transformer.js'
import { deviceListQuery, deviceNameBody } from '../validators/requests.js'

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
  async update(ctx: HttpContext, renameDevice: RenameDevice) {
    const { name } = await validateBody(ctx, deviceNameBody)
    if (!isId(ctx.params.deviceId)) throw new E_DEVICE_NOT_FOUND()
    const { accountId, deviceId: askedBy } = ctx.principal
    const deviceId = ctx.params.deviceId as DeviceId
    return transformListedDevice(await renameDevice.handle({ accountId, deviceId, name }), askedBy)
  }

  /** All but the one that asks. */
  @inject()
  async destroyOthers({ principal, response }: HttpContext, endDevices: EndDevices) {
    const { accountId, deviceId } = principal
    await endDevices.handle({ accountId, except: deviceId, reason: 'ended-by-viewer' })
    return response.noContent()
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
