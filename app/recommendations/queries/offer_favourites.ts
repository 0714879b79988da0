import {
  audienceOf,
  FindEdition,
  TitleCardsByIds,
  titleFactsOf,
  type ProfileViewing,
  type TitleCard,
} from '#catalog'
import type { TitleId } from '#core/ids'
import { topTitles } from '../serving/top_titles.js'
import { titlesOfGenres } from '../serving/genre_order.js'
import { popularScores } from '../serving/scores.js'
import { FindTaste } from './find_taste.js'

/** What a profile named as its favourites, and what it may choose from. */
export interface Favourites {
  chosen: TitleCard[]
  offered: TitleCard[]
  /** Whether nothing is known of the profile's taste, so that it is worth asking. */
  wanted: boolean
}

const MOST_OFFERED = 36
const BEST_OF_EACH = 8

/** Offers what is popular, taking turns among genres, so that everybody finds something. */
export class OfferFavourites {
  async handle({ viewing }: { viewing: ProfileViewing }): Promise<Favourites> {
    const [taste, edition] = await Promise.all([
      new FindTaste().handle({ profileId: viewing.profileId }),
      new FindEdition().handle(),
    ])
    const audience = await audienceOf(viewing, edition)
    const offered = await this.#offered(edition, audience)
    const { titles } = await new TitleCardsByIds().handle({
      titleIds: [...new Set([...taste.favourites, ...offered])],
      viewing: { ...viewing, audience },
    })
    return {
      chosen: taste.favourites.flatMap((id) => titles.get(id) ?? []),
      offered: offered.flatMap((id) => titles.get(id) ?? []),
      wanted: taste.favourites.length === 0 && taste.viewed.length === 0,
    }
  }

  async #offered(
    edition: string,
    audience: { country: string; maturityLimit: number }
  ): Promise<TitleId[]> {
    const facts = await titleFactsOf(edition)
    const visible = facts.visibleTo(audience)
    const { values } = popularScores(facts)
    const bestOf = (among: Uint32Array) => [...topTitles(values, visible, BEST_OF_EACH, among)]
    const shelves = titlesOfGenres(facts)
      .map(bestOf)
      .filter((best) => best.length > 0)
      .sort((a, b) => values[b[0]!]! - values[a[0]!]!)
    const offered = new Set<number>()
    for (let place = 0; place < BEST_OF_EACH; place++) {
      for (const shelf of shelves) {
        const next = shelf.find((title) => !offered.has(title))
        if (next !== undefined && offered.size < MOST_OFFERED) offered.add(next)
      }
    }
    return [...offered].map((title) => facts.ids[title]!)
  }
}
