import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated, sendTagged } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { FindTitleView } from '../queries/find_title_view.js'
import { ListSimilar } from '../queries/list_similar.js'
import { titleParams } from '../validators/identifiers.js'
import { comingQuery, titlePageQuery } from '../validators/viewing.js'
import { viewingOfAccount } from '../viewing.js'

/** The page of a film or a show, as viewers see it. */
export default class TitleViewController {
  async show(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const { profileId } = await validateQuery(ctx, titlePageQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const { tag, json } = await new FindTitleView().handle({ titleId, viewing })
    sendTagged(ctx, tag, json)
  }

  async similar(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const { profileId, cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, comingQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    sendRevalidated(ctx, await new ListSimilar().handle({ titleId, viewing, cursor, limit }))
  }
}
