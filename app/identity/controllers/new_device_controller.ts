import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { EndDevice } from '../actions/end_device.js'
import { readEndDeviceToken } from '../new_device_notice.js'
import { endDeviceBody } from '../validators/credentials.js'

/** A log-in that its account's owner did not make. */
export default class NewDeviceController {
  @inject()
  async end(ctx: HttpContext, endDevice: EndDevice) {
    const { token } = await validateBody(ctx, endDeviceBody)
    const whose = await readEndDeviceToken(token)
    await endDevice.handle({ ...whose, reason: 'ended-by-viewer' })
    return ctx.response.noContent()
  }
}
