import type { HttpContext } from '@adonisjs/core/http'
import { validateBody, validateParams } from '#core/http/validate'
import { GiveOpinion } from '../actions/give_opinion.js'
import { TakeBackOpinion } from '../actions/take_back_opinion.js'
import { opinionBody, profileTitleParams } from '../validators/viewing.js'
import { viewingOf } from '../viewing.js'

/** What a profile thinks of titles. */
export default class OpinionsController {
  async store(ctx: HttpContext) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    const { opinion } = await validateBody(ctx, opinionBody)
    await new GiveOpinion().handle({ titleId, opinion, viewing: await viewingOf(ctx, profileId) })
    ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    await new TakeBackOpinion().handle(await validateParams(ctx, profileTitleParams))
    ctx.response.noContent()
  }
}
