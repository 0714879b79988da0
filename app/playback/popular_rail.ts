import { TitleCardsByIds, type SharedRailSource } from '#catalog'
import { FindPopular } from './queries/find_popular.js'

const MOST_ITEMS = 20
/** Some are not for every age, and some have left. */
const SPARE = 100
/** A shorter rail says little of what is popular. */
const FEWEST_ITEMS = 4

/** The rail of what is played most these days. */
export const popularRail: SharedRailSource = {
  id: 'popular',
  position: 40,
  shared: true,
  maxAgeSeconds: 300,
  async load(viewing) {
    const popular = await new FindPopular().handle({
      country: viewing.country,
      limit: MOST_ITEMS + SPARE,
    })
    const titleIds = popular.map(({ titleId }) => titleId)
    const { titles } = await new TitleCardsByIds().handle({ titleIds, viewing })
    const items = titleIds.flatMap((id) => titles.get(id) ?? []).filter(({ playable }) => playable)
    if (items.length < FEWEST_ITEMS) return null
    return {
      id: 'popular',
      name: 'Popular now',
      kind: 'popular',
      items: items.slice(0, MOST_ITEMS),
    }
  },
}
