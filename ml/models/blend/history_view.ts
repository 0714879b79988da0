import type { History } from '../../dataset/interactions.js'

/**
 * A history in which what was watched last counts most: each title further back halves the weight
 * after `halfLife` titles. What counts for next to nothing is left out, which makes scoring faster.
 * @param halfLife in titles; 0 gives the history as it is
 */
export function historyView(history: History, halfLife: number): History {
  if (halfLife === 0) return history
  const { titles, weights, times } = history
  const kept = Math.min(titles.length, Math.ceil(halfLife * HALVINGS))
  const from = titles.length - kept
  const faded = weights.slice(from)
  for (let place = 0; place < kept; place++) faded[place]! *= 0.5 ** ((kept - 1 - place) / halfLife)
  return { titles: titles.subarray(from), weights: faded, times: times.subarray(from) }
}

/** After so many a weight is below 1 %. */
const HALVINGS = 7
