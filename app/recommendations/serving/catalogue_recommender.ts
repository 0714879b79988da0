import { refusedIn, titleFactsOf, type Recommender, type Taste, type TitleFacts } from '#catalog'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { FindTaste } from '../queries/find_taste.js'
import { modelOfProfile } from './model_of_profile.js'
import { columnsOf, scoreAll, scoresOf } from './scores.js'
import { topTitles } from './top_titles.js'

/** What an answer of similar titles holds at most. */
const MOST_SIMILAR = 60
/** Titles that fit a profile worse than so many others say nothing of its taste. */
const LIKED_SHARE = 0.25

/** What the catalogue asks of recommendations outside of home. */
export const catalogueRecommender: Recommender = {
  similarMark: () => modelOfProfile.everybodys()?.id ?? '',

  async similarTo({ titleId, audience }) {
    const served = modelOfProfile.everybodys()
    const column = served?.indexOf.get(titleId)
    if (!served || column === undefined) return []
    const facts = await titleFactsOf(audience.edition)
    const at = Math.floor(clock.now() / 1000)
    const history = {
      titles: Uint32Array.of(column),
      weights: Float32Array.of(1),
      times: Float64Array.of(at),
    }
    const scores = scoreAll(served, history, at, facts)
    if (!scores) return []
    const allowed = facts.visibleTo(audience).slice()
    const own = facts.indexOf.get(titleId)
    if (own !== undefined) allowed[own] = 0
    const columns = columnsOf(served, facts)
    for (const [title, known] of columns.entries()) if (known < 0) allowed[title] = 0
    const best = topTitles(scores, allowed, MOST_SIMILAR)
    return Array.from(
      best.filter((title) => scores[title]! > 0),
      (title) => facts.ids[title]!
    )
  },

  async passedOver({ profileId }) {
    const taste = await new FindTaste().handle({ profileId })
    const finished = taste.viewed.filter(({ finishedParts }) => finishedParts > 0)
    return new Set([...finished.map(({ titleId }) => titleId), ...refusedIn(taste.opinions)])
  },

  async tasteOf({ profileId }, audience) {
    if (!modelOfProfile.everybodys()) return null
    const [taste, facts] = await Promise.all([
      new FindTaste().handle({ profileId }),
      titleFactsOf(audience.edition),
    ])
    const scores = scoresOf(taste, facts)
    return scores.by ? tasteBy(scores.values, facts) : null
  },
}

/** From 0, for most titles, to 1 for the one that fits a profile best. */
function tasteBy(values: Float32Array, facts: TitleFacts): Taste {
  const sorted = values.slice().sort()
  const least = sorted[Math.floor(sorted.length * (1 - LIKED_SHARE))] ?? 0
  const most = sorted.at(-1) ?? 0
  return (titleId: TitleId) => {
    const title = facts.indexOf.get(titleId)
    if (title === undefined || most <= least) return 0
    return Math.max(0, (values[title]! - least) / (most - least))
  }
}
