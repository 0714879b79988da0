import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { Id, ProfileId } from '#core/ids'
import { validateBody, validateParams } from '#core/http/validate'
import { RecordImpressions } from '../actions/record_impressions.js'
import { impressionsBody, profileParams } from '../validators/requests.js'

/** What a profile was shown and clicked. */
export default class ImpressionsController {
  @inject()
  async store(ctx: HttpContext, recordImpressions: RecordImpressions) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { viewId, events } = await validateBody(ctx, impressionsBody)
    await recordImpressions.handle({
      ...{ profileId: profileId as ProfileId, viewId: viewId as Id<string>, events },
    })
    return ctx.response.noContent()
  }
}
