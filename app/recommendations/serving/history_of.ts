import type { TitleId } from '#core/ids'
import { confidenceOf } from '#ml/dataset/confidence'
import type { History } from '#ml/dataset/interactions'
import type { ProfileTaste } from '../queries/find_taste.js'
import type { ServedModel } from '../registry/served_models.js'

/** What a favourite is worth to a profile that has watched nothing yet: a title seen and liked. */
const FAVOURITE = 1
/** After so many likes by watching, a favourite that was chosen at the start counts half. */
const FAVOURITE_HALF_LIFE = 10

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
  const likes = likesOf(taste, at)
  const known = [...likes]
    .flatMap(([titleId, like]) => {
      const title = served.indexOf.get(titleId)
      return title === undefined ? [] : [{ title, ...like }]
    })
    .sort((a, b) => a.at - b.at)
  return {
    titles: Uint32Array.from(known, ({ title }) => title),
    weights: Float32Array.from(known, ({ weight }) => weight),
    times: Float64Array.from(known, (like) => like.at),
  }
}

/** Likes by title, without what was watched or judged before the profile began anew. */
function likesOf({ viewed, opinions, favourites, resetAt }: ProfileTaste, at: number) {
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
  addFavourites(likes, favourites, at)
  return likes
}

type Given = { opinion: 'love' | 'up' | 'down'; givenAt: number }

function opinionSince(since: number, given: Given | undefined) {
  return given && given.givenAt >= since ? given.opinion : null
}

function addFavourites(likes: Map<TitleId, Like>, favourites: readonly TitleId[], at: number) {
  const watched = [...likes.values()].filter(({ weight }) => weight > 0).length
  const weight = FAVOURITE * 0.5 ** (watched / FAVOURITE_HALF_LIFE)
  for (const titleId of favourites) {
    const known = likes.get(titleId)
    if (!known || known.weight < weight) likes.set(titleId, { weight, at: known?.at ?? at })
  }
}
