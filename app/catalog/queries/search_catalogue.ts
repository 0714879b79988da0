import type { EpisodeId, Id, TitleId } from '#core/ids'
import { findPopular, type FoundRow, type SearchFilters } from '../search/candidates.js'
import { facetsOf, nameFacets, type NamedFacets } from '../search/facets.js'
import { MOST_CANDIDATES } from '../search/candidates.js'
import { recommender } from '../recommender.js'
import { byTaste } from '../search/by_taste.js'
import { rankedFor } from '../search/recent_answers.js'
import type { Ranked } from '../search/find_ranked.js'
import { searchViewOf } from '../search/search_view.js'
import { Seen } from '../search/seen.js'
import { FindSeasonPlace, type SeasonPlace } from './find_season_place.js'
import { LoadFound, type FoundThing } from './load_found.js'
import type { ProfileViewing, Viewing } from '../viewing.js'

export interface SearchPage {
  items: FoundThing[]
  nextCursor: string | null
  /** How many were found; `atLeast` when more match than were looked at. */
  total: number
  atLeast: boolean
  facets: NamedFacets
  /** How the query is spelt in the catalogue, when it was found by that. */
  correction: string | null
  /** What is shown where nothing was found: what is near the query, or what many watch. */
  instead: { reason: 'related' | 'popular'; items: FoundThing[] } | null
}

const MOST_INSTEAD = 12

/** Searches the catalogue for a viewer, a page at a time. */
export class SearchCatalogue {
  /** @throws E_INVALID_REQUEST when the cursor is not one that a search gave */
  async handle(input: {
    viewing: Viewing
    text: string
    filters: SearchFilters
    cursor?: string
    limit: number
  }): Promise<SearchPage> {
    const { text, filters, limit } = input
    const seen = new Seen(input.cursor)
    const view = await searchViewOf(input.viewing)
    const viewing = { ...view.audience, audience: view.audience }
    const [ranked, taste] = await Promise.all([
      rankedFor(view, text, filters),
      input.viewing.profileId
        ? recommender.tasteOf(input.viewing as ProfileViewing, view.audience)
        : null,
    ])
    const ordered = taste ? byTaste(ranked.results, text, taste) : ranked.results
    const place = ranked.place
      ? await new FindSeasonPlace().handle({
          viewing,
          place: ranked.place,
          shows: showsIn(ordered),
        })
      : null
    const results = withPlace(ordered, place)
    const rest = results.filter(({ row }) => !seen.has(row.id))
    const page = rest.slice(0, limit)
    const load = new LoadFound(viewing, text)
    const items = await load.handle(
      page.map(({ row }) => row),
      place
    )
    return {
      items,
      nextCursor: rest.length > limit ? seen.cursorAfter(page.map(({ row }) => row.id)) : null,
      total: results.length,
      atLeast: results.length >= MOST_CANDIDATES,
      facets: await nameFacets(facetsOf(results.map(({ row }) => row)), view.audience),
      correction: ranked.correction,
      instead: results.length > 0 ? null : await this.#instead(viewing, ranked.related, load),
    }
  }

  async #instead(
    viewing: Viewing,
    related: Ranked[],
    load: LoadFound
  ): Promise<SearchPage['instead']> {
    const near = await load.handle(
      related.slice(0, MOST_INSTEAD).map(({ row }) => row),
      null
    )
    if (near.length > 0) return { reason: 'related', items: near }
    const ids = await findPopular(viewing, MOST_INSTEAD)
    return { reason: 'popular', items: await load.titles(ids) }
  }
}

function showsIn(results: Ranked[]): TitleId[] {
  return results.filter(({ row }) => row.kind === 'show').map(({ row }) => row.id as Id<'title'>)
}

/** The episode that was asked for goes before its show. */
function withPlace(results: Ranked[], place: SeasonPlace | null): Ranked[] {
  const show = results.find(({ row }) => row.id === place?.titleId)
  if (!place || !show) return results
  const { row, score } = show
  const episode = place.episodeId && { row: episodeRow(row, place.episodeId), score }
  const others = results.filter(({ row: { id } }) => id !== place.titleId && id !== place.episodeId)
  return [...(episode ? [episode] : []), show, ...others]
}

function episodeRow(show: FoundRow, id: EpisodeId): FoundRow {
  return { ...show, id, kind: 'episode', episode_id: id }
}
