import type { Backend } from '../backend.js'
import { singleTypes } from '../models/single.js'
import type { ModelKind, Parameters } from '../models/model.js'
import type { DataShape } from './data_shape.js'

/** Floating point operations in a second of matrix products, measured on 2 cores. */
const PRODUCTS: Record<Backend['name'], number> = { tensorflow: 40e9, wasm: 10e9 }
/** What of that is left where products are as small as a batch. */
const SMALL_PRODUCTS = 0.25
/** Seconds for one sum of a Gram matrix: with nearness, an exponential is in it. */
const GRAM_SUM = 3e-9
const NEAR_GRAM_SUM = 12e-9
/** Seconds for each cell of titles × titles that is scaled, copied, ranked and kept. */
const DENSE_CELL = 150e-9
/** Seconds for a multiplication of a loop over typed arrays. */
const LOOP = 0.7e-9

/**
 * Seconds that a fit takes, about: from the sizes alone, and not from the clock, so that what is
 * planned by it is the same on every run.
 */
export function secondsOfFit(
  kind: ModelKind,
  parameters: Parameters,
  shape: DataShape,
  backend: Backend['name']
): number {
  const numbers = { ...singleTypes[kind]?.defaults, ...parameters } as Record<string, number>
  const { profiles, titles, cells, pairs } = shape
  switch (kind) {
    case 'ease':
    case 'edlae': {
      const size = Math.min(titles, numbers.titles!)
      const sum = numbers.nearness! > 0 ? NEAR_GRAM_SUM : GRAM_SUM
      return 0.05 + pairs * sum + ((4 / 3) * size ** 3) / PRODUCTS[backend] + size ** 2 * DENSE_CELL
    }
    case 'ials': {
      const { dimensions, iterations } = numbers as { dimensions: number; iterations: number }
      const systems = (profiles + titles) * (dimensions ** 3 / 3 + dimensions ** 2)
      return 0.05 + iterations * LOOP * (cells * dimensions ** 2 + systems)
    }
    case 'vae': {
      const { hidden, epochs } = numbers as { hidden: number; epochs: number }
      const products = 12 * profiles * titles * hidden
      return 1 + (epochs * products) / (PRODUCTS[backend] * SMALL_PRODUCTS)
    }
    default:
      return 0.01 + cells * 20e-9
  }
}
