import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { SearchCatalogue } from '../queries/search_catalogue.js'
import { Suggest } from '../queries/suggest.js'
import { searchQuery, suggestionsQuery } from '../validators/search.js'
import { viewingOfAccount } from '../viewing.js'

/** Finding one's way in the catalogue by words. */
export default class SearchController {
  async index(ctx: HttpContext) {
    const { q, profileId, cursor, limit, ...filters } = await validateQuery(ctx, searchQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const page = await new SearchCatalogue().handle({
      ...{ viewing, text: q, filters, cursor },
      limit: limit ?? DEFAULT_LIMIT,
    })
    sendRevalidated(ctx, page)
  }

  async suggestions(ctx: HttpContext) {
    const { q, profileId } = await validateQuery(ctx, suggestionsQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    sendRevalidated(ctx, { items: await new Suggest().handle({ viewing, text: q }) })
  }
}
