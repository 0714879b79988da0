import type { HttpContext } from '@adonisjs/core/http'
import { viewingOf } from '#catalog'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams } from '#core/http/validate'
import type { ProfileId } from '#core/ids'
import { ChooseFavourites } from '../actions/choose_favourites.js'
import { ResetRecommendations } from '../actions/reset_recommendations.js'
import { ExplainTitle } from '../queries/explain_title.js'
import { OfferFavourites } from '../queries/offer_favourites.js'
import {
  favouritesBody,
  profileParams,
  profileTitleParams,
} from '../validators/profile_requests.js'

/** What a profile says of its taste, and is told of what is made of it. */
export default class ProfileTastesController {
  async favourites(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const viewing = await viewingOf(ctx, profileId)
    sendRevalidated(ctx, await new OfferFavourites().handle({ viewing }))
  }

  async choose(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { titleIds } = await validateBody(ctx, favouritesBody)
    await new ChooseFavourites().handle({ viewing: await viewingOf(ctx, profileId), titleIds })
    ctx.response.noContent()
  }

  async reason(ctx: HttpContext) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    const viewing = await viewingOf(ctx, profileId)
    sendRevalidated(ctx, await new ExplainTitle().handle({ viewing, titleId }))
  }

  async reset(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    await new ResetRecommendations().handle({ profileId: profileId as ProfileId })
    ctx.response.noContent()
  }
}
