import type { Interactions } from '../dataset/interactions.js'

/** Sum of the weights of the cells `from` up to `to`. */
export function likesIn(weights: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let cell = from; cell < to; cell++) sum += weights[cell]!
  return sum
}

/** [titles] profiles who like it. */
export function likesPerTitle(data: Interactions): Uint32Array {
  const likes = new Uint32Array(data.titles.length)
  for (const [cell, title] of data.columns.entries()) {
    if (data.weights[cell]! > 0) likes[title]!++
  }
  return likes
}
