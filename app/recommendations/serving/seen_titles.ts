import type { TitleFacts } from '#catalog'
import type { TitleId } from '#core/ids'
import type { ProfileTaste } from '../queries/find_taste.js'

/** What a profile has finished: a film, or as many episodes as a show has. */
export function finishedOf({ viewed }: ProfileTaste, facts: TitleFacts): TitleId[] {
  return viewed
    .filter(({ titleId, finishedParts }) => {
      const title = facts.indexOf.get(titleId)
      return finishedParts > 0 && (title === undefined || finishedParts >= facts.parts[title]!)
    })
    .map(({ titleId }) => titleId)
}

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
