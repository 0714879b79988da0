import { E_TOO_LITTLE_DATA } from '../errors.js'
import type { Interactions } from '../dataset/interactions.js'
import { split, type Split, type SplitKind } from '../split.js'

/**
 * Splits of one kind to learn from: random ones by as many seeds; of the others each one splits what
 * the one before left to train on, so that the second of `last` holds out the last like but one.
 * @returns at least one, fewer than wanted where nothing would be left
 * @throws E_TOO_LITTLE_DATA when there is not even one
 */
export function splitsInside(
  data: Interactions,
  kind: SplitKind,
  count: number,
  seed: number
): Split[] {
  const splits = [split(data, kind, seed)]
  while (splits.length < count) {
    const from = kind === 'random' ? data : splits.at(-1)!.train
    try {
      splits.push(split(from, kind, seed + splits.length))
    } catch (error) {
      if (error instanceof E_TOO_LITTLE_DATA) break
      throw error
    }
  }
  return splits
}
