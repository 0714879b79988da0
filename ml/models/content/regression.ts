import type { TitleFeatures } from '../../dataset/title_features.js'
import { seededRandom, shuffle } from '../../random.js'
import { ridgeRegression } from './ridge.js'

/** Strengths that are tried, in titles, as the features of a title have length 1; the strongest first. */
const RIDGES = [30, 10, 3, 1, 0.3]
/** Share of the known titles that the strength is chosen by. */
const JUDGES = 0.2

/**
 * The factors that titles would have by what they are alone: a linear map from features to factors,
 * learned on the titles whose factors are known.
 * @param factors [titles × dimensions]
 * @param known titles to learn from
 * @param seed of the titles that the strength of the regularisation is chosen by
 * @returns [titles × dimensions] for every title; of one without features the mean of the known
 */
export function factorsByFeatures(
  features: TitleFeatures,
  factors: Float32Array,
  dimensions: number,
  known: Uint32Array,
  seed: number
): Float32Array {
  const mean = meanOf(factors, dimensions, known)
  const differences = factors.map((value, at) => value - mean[at % dimensions]!)
  const learn = (from: Uint32Array, ridge: number) =>
    ridgeRegression(features, differences, dimensions, from, ridge)

  const order = shuffle(known.slice(), seededRandom(seed))
  const judges = order.subarray(0, Math.floor(order.length * JUDGES))
  const others = order.subarray(judges.length)
  const best = strengthOf((ridge) => errorOn(judges, dimensions, differences, learn(others, ridge)))
  return learn(known, best).map((value, at) => value + mean[at % dimensions]!)
}

/** The strength with the smallest error: weaker ones take longer, and are left once they do worse. */
function strengthOf(error: (ridge: number) => number): number {
  let best = { ridge: RIDGES[0]!, error: Number.POSITIVE_INFINITY }
  for (const ridge of RIDGES) {
    const made = error(ridge)
    if (made >= best.error) break
    best = { ridge, error: made }
  }
  return best.ridge
}

/** [dimensions] */
function meanOf(factors: Float32Array, dimensions: number, titles: Uint32Array): Float64Array {
  const mean = new Float64Array(dimensions)
  for (const title of titles) {
    for (let d = 0; d < dimensions; d++) {
      mean[d]! += factors[title * dimensions + d]! / titles.length
    }
  }
  return mean
}

/** Sum of the squared differences over some titles. */
function errorOn(
  titles: Uint32Array,
  dimensions: number,
  wanted: Float32Array,
  found: Float32Array
): number {
  let error = 0
  for (const title of titles) {
    for (let at = title * dimensions; at < (title + 1) * dimensions; at++) {
      error += (wanted[at]! - found[at]!) ** 2
    }
  }
  return error
}
