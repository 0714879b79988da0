import type * as tf from '@tensorflow/tfjs-core'
import { historyOf, type Interactions } from '../../dataset/interactions.js'
import { gaussian, shuffle, type Random } from '../../random.js'
import { inputScale } from './input_scale.js'
import type { Batch } from './network.js'

/** Rows of profiles with a like, in a new random order, in parts of at most `size`. */
export function batchesOf(data: Interactions, size: number, random: Random): Uint32Array[] {
  const rows = Uint32Array.from(data.profiles.keys()).filter((row) =>
    historyOf(data, row).weights.some((weight) => weight > 0)
  )
  shuffle(rows, random)
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.subarray(part * size, (part + 1) * size)
  )
}

/**
 * The tensors of a batch, which the caller disposes of.
 * @param dropout share of each history that the input leaves out
 */
export function batchOf(
  tensors: typeof tf,
  data: Interactions,
  rows: Uint32Array,
  { latent, dropout }: { latent: number; dropout: number },
  random: Random
): Batch {
  const titles = data.titles.length
  const input = new Float32Array(rows.length * titles)
  const target = new Float32Array(rows.length * titles)
  for (const [place, row] of rows.entries()) {
    const history = historyOf(data, row)
    const scale = inputScale(history.weights) / (1 - dropout)
    for (let at = 0; at < history.titles.length; at++) {
      const cell = place * titles + history.titles[at]!
      target[cell] = history.weights[at]!
      if (random() >= dropout) input[cell] = history.weights[at]! * scale
    }
  }
  const noise = Float32Array.from({ length: rows.length * latent }, () => gaussian(random))
  return {
    input: tensors.tensor2d(input, [rows.length, titles]),
    target: tensors.tensor2d(target, [rows.length, titles]),
    noise: tensors.tensor2d(noise, [rows.length, latent]),
  }
}
