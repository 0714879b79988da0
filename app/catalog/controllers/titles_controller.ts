import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { ListTitles } from '../queries/list_titles.js'
import { listTitlesQuery } from '../validators/viewing.js'
import { viewingOfAccount } from '../viewing.js'

/** Films and shows, for viewers. */
export default class TitlesController {
  async index(ctx: HttpContext) {
    const { profileId, limit, ...rest } = await validateQuery(ctx, listTitlesQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const page = await new ListTitles().handle({
      ...rest,
      viewing,
      limit: limit ?? DEFAULT_LIMIT,
    })
    sendRevalidated(ctx, page)
  }
}
