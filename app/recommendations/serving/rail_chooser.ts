import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { titleFactsOf, type ChosenHome, type RailChooser, type TitleFacts } from '#catalog'
import { clock } from '#core/clock'
import type { ProfileId, TitleId } from '#core/ids'
import { FindTaste } from '../queries/find_taste.js'
import { chooseHome } from './choose_home.js'
import { popularListsOf, type PopularLists } from './popular_lists.js'
import { scoresOf } from './scores.js'

interface KeptHome {
  mark: string
  facts: TitleFacts
  lists: PopularLists
  home: ChosenHome
}

/** Some 10 KB each. */
const MOST_KEPT = 2_000
const HOUR_MS = 3_600_000

const kept = new LRUCache<ProfileId, KeptHome>({ max: MOST_KEPT })

/**
 * Chooses the rails of a home from what the profile has watched up to now. A choice is made again when
 * anything it was made from has changed: what was watched a moment ago, the model, the catalogue, what
 * is popular, what else stands on the page, or the hour, with which the day changes and likes grow old.
 */
export const railChooser: RailChooser = async ({ viewing, audience, opinions }) => {
  const { profileId, kids } = viewing
  const [taste, facts, lists] = await Promise.all([
    new FindTaste().handle({ profileId, opinions }),
    titleFactsOf(audience.edition),
    popularListsOf(viewing.country),
  ])
  return (taken) => {
    const now = clock.now()
    const scores = scoresOf(taste, facts)
    const hour = Math.floor(now / HOUR_MS)
    const mark = [audience.key, scores.mark, taste.mark, hour, markOf(taken)].join('\n')
    const known = kept.get(profileId)
    if (known?.mark === mark && known.facts === facts && known.lists === lists) return known.home
    const visible = facts.visibleTo(audience)
    const home = chooseHome({ taste, scores, lists, visible, taken, kids, now })
    kept.set(profileId, { mark, facts, lists, home })
    return home
  }
}

function markOf(taken: ReadonlySet<TitleId>): string {
  const hash = createHash('sha1')
  for (const id of taken) hash.update(id)
  return hash.digest('base64url')
}
