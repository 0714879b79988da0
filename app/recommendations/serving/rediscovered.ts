import type { TitleId } from '#core/ids'
import { confidenceOf } from '#ml/dataset/confidence'
import type { ProfileTaste } from '../queries/find_taste.js'
import type { Scores } from './scores.js'

const DAY_MS = 24 * 3_600_000
/** What was liked is worth seeing again after so long, and what was left a second look. */
const SEEN_LONG_AGO_MS = 120 * DAY_MS
const LEFT_LONG_AGO_MS = 60 * DAY_MS

/**
 * What a profile watched long ago and may like to come back to: what it finished and liked, and what
 * it left in the middle; what fits its taste of today best comes first. By indexes of the facts.
 */
export function rediscovered(of: {
  taste: ProfileTaste
  scores: Scores
  visible: Uint8Array
  taken: ReadonlySet<TitleId>
  now: number
}): number[] {
  const { taste, scores, visible, taken, now } = of
  const { facts, values } = scores
  const found: number[] = []
  for (const { titleId, watchedAt, finishedParts, completion, secondsWatched } of taste.viewed) {
    const title = facts.indexOf.get(titleId)
    if (title === undefined || visible[title] !== 1 || taken.has(titleId)) continue
    const age = now - watchedAt.getTime()
    const isOld = age >= (finishedParts > 0 ? SEEN_LONG_AGO_MS : LEFT_LONG_AGO_MS)
    const opinion = taste.opinions.get(titleId)?.opinion ?? null
    if (isOld && opinion !== 'down' && confidenceOf({ completion, secondsWatched, opinion }) > 0) {
      found.push(title)
    }
  }
  return found.sort((a, b) => values[b]! - values[a]! || a - b)
}
