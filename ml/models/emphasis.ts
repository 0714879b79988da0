import type { SparseMatrix } from '../algebra/sparse.js'
import type { ItemWeights } from './item_weights.js'

/** What counts for more than the rest when item-to-item weights are learned. */
export type Emphasis = {
  /** Seconds after which what likes say of each other for being near falls to 1/e; 0: time is left out. */
  nearness: number
  /** What likes count for each other however far apart in time, above 0 and at most 1. */
  apart: number
  /** How far profiles count alike: 0 by all they like, so that busy ones count most, 1 all the same. */
  evenness: number
  /** How far titles that few like are raised: scores are divided by likes to this power, 0 to 1. */
  tail: number
}

export const NO_EMPHASIS: Emphasis = { nearness: 0, apart: 1, evenness: 0, tail: 0 }

/** @throws RangeError */
export function checkEmphasis({ nearness, apart, evenness, tail }: Emphasis): void {
  if (!(nearness >= 0) || !(apart > 0 && apart <= 1)) {
    throw new RangeError('Nearness is a number of seconds, and what is apart counts above 0')
  }
  if (!(evenness >= 0 && evenness <= 1) || !(tail >= 0 && tail <= 1)) {
    throw new RangeError('Evenness and tail are powers from 0 to 1')
  }
}

/**
 * Multiplies each row by (cells / mean cells of a row)^(-power / 2), in place, so that a row counts
 * by cells^-power in the Gram matrix, and a row of mean length as before.
 */
export function evenRows({ rowStart, values }: SparseMatrix, power: number): void {
  if (power === 0 || values.length === 0) return
  let rows = 0
  for (let row = 0; row + 1 < rowStart.length; row++) {
    if (rowStart[row + 1]! > rowStart[row]!) rows++
  }
  const meanLength = values.length / rows
  for (let row = 0; row + 1 < rowStart.length; row++) {
    const from = rowStart[row]!
    const to = rowStart[row + 1]!
    const factor = ((to - from) / meanLength) ** (-power / 2)
    for (let cell = from; cell < to; cell++) values[cell]! *= factor
  }
}

/**
 * Multiplies what speaks for a title by (likes / mean likes)^-power, in place. Restoring a matrix
 * exactly favours what is popular, as it is most of the matrix.
 * @param likes [titles]
 */
export function raiseTail(
  { columns, values }: ItemWeights,
  likes: Uint32Array,
  power: number
): void {
  if (power === 0) return
  const all = likes.reduce((sum, count) => sum + count, 0)
  const liked = likes.reduce((count, some) => count + (some > 0 ? 1 : 0), 0)
  const meanLikes = all / Math.max(liked, 1) + SMOOTHING
  const factors = Float64Array.from(likes, (count) => ((count + SMOOTHING) / meanLikes) ** -power)
  for (const [cell, title] of columns.entries()) values[cell]! *= factors[title]!
}

/** Likes that are added to each title's: one like or two are hardly different. */
const SMOOTHING = 5
