import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams } from '#core/http/validate'
import type { ProfileId } from '#core/ids'
import { FindHome } from '../queries/find_home.js'
import { maturityLimitOf } from '../viewing_limit.js'
import { profileParams } from '../validators/viewing.js'

/** A profile's home page. */
export default class HomeController {
  async show(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const maturityLimit = await maturityLimitOf(ctx, profileId)
    const home = await new FindHome().handle({ profileId: profileId as ProfileId, maturityLimit })
    sendRevalidated(ctx, home)
  }
}
