import { seededRandom } from '../random.js'

const RESAMPLES = 1000
const CONFIDENCE = 0.95

/** A mean with its 95% interval. */
export interface Estimate {
  value: number
  low: number
  high: number
}

/**
 * Means with percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13): profiles are
 * drawn again with replacement, and every measure is averaged over the same draws.
 * @param measures of one length, one value per profile
 */
export function bootstrapMeans(measures: readonly Float64Array[], seed: number): Estimate[] {
  const count = measures[0]?.length ?? 0
  const means = measures.map(() => new Float64Array(RESAMPLES))
  if (count === 0) return measures.map(() => ({ value: 0, low: 0, high: 0 }))

  const random = seededRandom(seed)
  const draws = new Uint32Array(count)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < count; draw++) draws[draw] = Math.floor(random() * count)
    for (const [measure, values] of measures.entries()) {
      let sum = 0
      for (let draw = 0; draw < count; draw++) sum += values[draws[draw]!]!
      means[measure]![resample] = sum / count
    }
  }
  return measures.map((values, measure) => intervalOf(mean(values), means[measure]!.sort()))
}

/** How one model differs from another. */
export interface Difference extends Estimate {
  /** Share of the resamples in which the first is better. */
  better: number
}

/**
 * By how much a measure of one model is above another's on the same profiles: paired bootstrap, which
 * is far narrower than the two intervals side by side, as what is hard for one model is for the other.
 * @throws RangeError when they are not of the same profiles
 */
export function comparePaired(first: Float64Array, second: Float64Array, seed: number): Difference {
  if (first.length !== second.length) {
    throw new RangeError(`${first.length} profiles cannot be paired with ${second.length}`)
  }
  const differences = first.map((value, profile) => value - second[profile]!)
  const count = differences.length
  if (count === 0) return { value: 0, low: 0, high: 0, better: 0 }

  const random = seededRandom(seed)
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0
    for (let draw = 0; draw < count; draw++) sum += differences[Math.floor(random() * count)]!
    means[resample] = sum / count
  }
  const better = means.reduce((times, value) => times + Number(value > 0), 0) / RESAMPLES
  return { ...intervalOf(mean(differences), means.sort()), better }
}

export function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

function intervalOf(value: number, sorted: Float64Array): Estimate {
  const outside = (1 - CONFIDENCE) / 2
  return { value, low: quantile(sorted, outside), high: quantile(sorted, 1 - outside) }
}

/** Linear between the neighbours (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!)
}
