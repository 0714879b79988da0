import type { HttpContext } from '@adonisjs/core/http'
import { sendTagged } from '#core/http/etag'
import { validateParams } from '#core/http/validate'
import { FindHome } from '../queries/find_home.js'
import { viewingOf } from '../viewing.js'
import { profileParams } from '../validators/viewing.js'

/** A profile's home page. */
export default class HomeController {
  async show(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const viewing = await viewingOf(ctx, profileId)
    const { tag, json } = await new FindHome().handle({ viewing })
    sendTagged(ctx, tag, json)
  }
}
