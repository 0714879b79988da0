import { hot } from '#core/sql'
import { RefreshSearch } from '../actions/refresh_search.js'
import { EDITION } from '../queries/generation_sql.js'
import { audienceOf, type Audience } from '../shared/audience.js'
import type { Viewing } from '../viewing.js'

/** By `generations_pkey`, and a look at a table that is empty unless something has just changed. */
const standing = hot<{ edition: string; stale: boolean }>(
  'catalog.search_standing',
  `select ${EDITION} as edition, exists (select from catalog.search_stale) as stale`
)

export interface SearchView {
  audience: Audience
  /** Whether all changes that were committed before can be found. */
  fresh: boolean
}

/** For whom a search looks, with what it looks in up to date. */
export async function searchViewOf(viewing: Viewing): Promise<SearchView> {
  const { edition, stale } = (await standing.first([]))!
  const fresh = stale ? await new RefreshSearch().handle() : true
  return { audience: await audienceOf(viewing, edition), fresh }
}
