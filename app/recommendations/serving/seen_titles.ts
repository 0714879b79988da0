import type { TitleId } from '#core/ids'
import type { ProfileTaste } from '../queries/find_taste.js'

/** Whoever stayed so long knows what it is. Seconds. */
const KNOWN_SECONDS = 120

/** What a profile knows already: what it watched, which it goes on with elsewhere, and what it named. */
export function knownTo({ viewed, opinions, favourites }: ProfileTaste): TitleId[] {
  const watched = viewed
    .filter(
      ({ finishedParts, secondsWatched }) => finishedParts > 0 || secondsWatched >= KNOWN_SECONDS
    )
    .map(({ titleId }) => titleId)
  return [...watched, ...opinions.keys(), ...favourites]
}
