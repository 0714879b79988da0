import type { History } from '../dataset/interactions.js'
import { likesIn } from './likes.js'

/** Likes of behaviour at which a favourite counts half a like. */
const HALF_AT = 5

/** Titles that a profile chose when it was made, oldest choice first. */
export interface Favourites {
  /** [n] index of the title; none twice. */
  titles: Uint32Array
  /** Unix time in seconds. */
  chosenAt: number
}

/**
 * What a profile watched, with the favourites that it chose before: whole likes while nothing else is
 * known, and less with every like that it shows by watching, `5 / (5 + likes)`, since what one does
 * says more than what one says. A favourite that was watched counts as what is surer of both. Works
 * with every model, as a favourite is a like like any other.
 */
export function withFavourites(behaviour: History, favourites: Favourites): History {
  const likes = likesIn(behaviour.weights, 0, behaviour.weights.length)
  const weight = HALF_AT / (HALF_AT + likes)
  const watched = new Set(behaviour.titles)
  const chosen = new Set(favourites.titles)
  const unwatched = favourites.titles.filter((title) => !watched.has(title))
  const cells = [
    ...Array.from(unwatched, (title) => ({ title, weight, time: favourites.chosenAt })),
    ...Array.from(behaviour.titles, (title, at) => ({
      title,
      weight: chosen.has(title) ? Math.max(weight, behaviour.weights[at]!) : behaviour.weights[at]!,
      time: behaviour.times[at]!,
    })),
  ].sort((a, b) => a.time - b.time)
  return {
    titles: Uint32Array.from(cells, ({ title }) => title),
    weights: Float32Array.from(cells, (cell) => cell.weight),
    times: Float64Array.from(cells, ({ time }) => time),
  }
}
