import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { FindCollectionPage } from '../queries/find_collection_page.js'
import { ListComing } from '../queries/list_coming.js'
import { ListTitles } from '../queries/list_titles.js'
import { collectionParams } from '../validators/identifiers.js'
import { comingQuery, listTitlesQuery } from '../validators/viewing.js'
import { viewingOfAccount } from '../viewing.js'

/** Lists of titles that viewers walk through. */
export default class TitlesController {
  async index(ctx: HttpContext) {
    const { profileId, cursor, sort, limit, ...filters } = await validateQuery(ctx, listTitlesQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const page = { cursor, limit: limit ?? DEFAULT_LIMIT }
    sendRevalidated(ctx, await new ListTitles().handle({ viewing, sort, filters, ...page }))
  }

  async coming(ctx: HttpContext) {
    const { profileId, cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, comingQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    sendRevalidated(ctx, await new ListComing().handle({ viewing, cursor, limit }))
  }

  async collection(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    const { profileId, cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, comingQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const page = { viewing, cursor, limit }
    sendRevalidated(ctx, await new FindCollectionPage().handle({ collectionId, ...page }))
  }
}
