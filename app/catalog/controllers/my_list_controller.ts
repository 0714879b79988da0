import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { AddToMyList } from '../actions/add_to_my_list.js'
import { RemoveFromMyList } from '../actions/remove_from_my_list.js'
import { ListMyList } from '../queries/list_my_list.js'
import { pageQuery, profileParams, profileTitleParams } from '../validators/viewing.js'
import { viewingOf } from '../viewing.js'

/** What a profile wants to watch some day. */
export default class MyListController {
  async index(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, pageQuery)
    const viewing = await viewingOf(ctx, profileId)
    sendRevalidated(ctx, await new ListMyList().handle({ viewing, cursor, limit }))
  }

  async store(ctx: HttpContext) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    await new AddToMyList().handle({ titleId, viewing: await viewingOf(ctx, profileId) })
    ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    await new RemoveFromMyList().handle(await validateParams(ctx, profileTitleParams))
    ctx.response.noContent()
  }
}
