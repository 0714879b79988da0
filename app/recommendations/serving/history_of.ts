import type { TitleId } from '#core/ids'
import { confidenceOf } from '#ml/dataset/confidence'
import type { History } from '#ml/dataset/interactions'
import { withFavourites } from '#ml/models/new_profile'
import type { ProfileTaste } from '../queries/find_taste.js'
import type { ServedModel } from '../registry/served_models.js'

/** A like, and when it was. Seconds. */
interface Like {
  weight: number
  at: number
}

/**
 * What a profile likes, as a model reads it: likes by watching, with the weights that training gives
 * them, and the favourites that were chosen, which fade as the profile watches.
 * @param at Unix time in seconds
 */
export function historyOf(taste: ProfileTaste, served: ServedModel, at: number): History {
  const known = [...likesOf(taste, at)]
    .flatMap(([titleId, like]) => {
      const title = served.indexOf.get(titleId)
      return title === undefined ? [] : [{ title, ...like }]
    })
    .sort((a, b) => a.at - b.at)
  const behaviour = {
    titles: Uint32Array.from(known, ({ title }) => title),
    weights: Float32Array.from(known, ({ weight }) => weight),
    times: Float64Array.from(known, (like) => like.at),
  }
  const favourites = taste.favourites.flatMap((titleId) => served.indexOf.get(titleId) ?? [])
  if (favourites.length === 0) return behaviour
  return withFavourites(behaviour, {
    titles: Uint32Array.from(favourites),
    chosenAt: (taste.favouritesAt?.getTime() ?? 0) / 1000,
  })
}

/** Likes by title, without what was watched or judged before the profile began anew. */
function likesOf({ viewed, opinions, resetAt }: ProfileTaste, at: number) {
  const since = resetAt?.getTime() ?? 0
  const likes = new Map<TitleId, Like>()
  for (const { titleId, watchedAt, completion, secondsWatched, repeats } of viewed) {
    if (watchedAt.getTime() < since) continue
    const opinion = opinionSince(since, opinions.get(titleId))
    const watchedAtSeconds = watchedAt.getTime() / 1000
    const age = at - watchedAtSeconds
    const weight = confidenceOf({ completion, secondsWatched, repeats, opinion, age })
    likes.set(titleId, { weight, at: watchedAtSeconds })
  }
  for (const [titleId, given] of opinions) {
    const opinion = opinionSince(since, given)
    if (!opinion || likes.has(titleId)) continue
    const age = at - given.givenAt / 1000
    const weight = confidenceOf({ completion: null, opinion, age })
    likes.set(titleId, { weight, at: given.givenAt / 1000 })
  }
  return likes
}

type Given = { opinion: 'love' | 'up' | 'down'; givenAt: number }

function opinionSince(since: number, given: Given | undefined) {
  return given && given.givenAt >= since ? given.opinion : null
}
