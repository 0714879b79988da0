import type { Interactions } from '../dataset/interactions.js'

/**
 * How liked each title is by all, 1 the most: what a model that works from a history alone scores
 * for a profile that has none yet.
 * @returns [titles]
 */
export function popularityPrior(data: Interactions): Float32Array {
  const likes = new Float64Array(data.titles.length)
  for (let cell = 0; cell < data.columns.length; cell++) {
    likes[data.columns[cell]!]! += data.weights[cell]!
  }
  const most = likes.reduce((a, b) => Math.max(a, b), 0)
  return Float32Array.from(likes, (sum) => (most > 0 ? sum / most : 0))
}
