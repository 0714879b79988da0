import type { Interactions } from '../../dataset/interactions.js'

/** Steps of the power method: the first singular value stands far above the others. */
const STEPS = 12

/**
 * The regularisation at which the first direction of taste would vanish. Two regularised factors cost
 * as much as the trace norm of their product (Srebro et al. 2004), so a direction is kept when its
 * singular value is above `λ √((likes per profile + α0 |titles|) (likes per title + α0 |profiles|))`.
 * Shares of it mean the same for data of any size and density.
 * @param unobserved α0
 * @returns λ; 0 when nobody likes anything
 */
export function vanishingRegularisation(data: Interactions, unobserved: number): number {
  const { first, profiles, titles, likes } = scaleOf(data)
  if (likes === 0) return 0
  const ofProfiles = likes / profiles + unobserved * titles
  const ofTitles = likes / titles + unobserved * profiles
  return first / Math.sqrt(ofProfiles * ofTitles)
}

/** The first singular value of the weights, and how many rows and columns hold a like. */
function scaleOf(data: Interactions) {
  const byTitle = new Float64Array(data.titles.length)
  const byProfile = new Float64Array(data.profiles.length).fill(1)
  multiplyTransposed(data, byProfile, byTitle)
  const likes = byTitle.reduce((sum, weight) => sum + weight, 0)
  const titles = byTitle.filter((weight) => weight > 0).length
  // Begun at how liked each title is, the direction is nearly found.
  let first = 0
  for (let step = 0; step < STEPS; step++) {
    normalise(byTitle)
    multiply(data, byTitle, byProfile)
    first = normalise(byProfile)
    multiplyTransposed(data, byProfile, byTitle)
  }
  return { first, likes, titles, profiles: byProfile.filter((value) => value > 0).length }
}

/** `out = R vector` */
function multiply(data: Interactions, vector: Float64Array, out: Float64Array): void {
  const { rowStart, columns, weights } = data
  for (let profile = 0; profile < out.length; profile++) {
    let sum = 0
    for (let cell = rowStart[profile]!; cell < rowStart[profile + 1]!; cell++) {
      sum += weights[cell]! * vector[columns[cell]!]!
    }
    out[profile] = sum
  }
}

/** `out = Rᵀ vector` */
function multiplyTransposed(data: Interactions, vector: Float64Array, out: Float64Array): void {
  const { rowStart, columns, weights } = data
  out.fill(0)
  for (const [profile, value] of vector.entries()) {
    for (let cell = rowStart[profile]!; cell < rowStart[profile + 1]!; cell++) {
      out[columns[cell]!]! += weights[cell]! * value
    }
  }
}

/** Brings a vector to length 1, and tells the length that it had. */
function normalise(vector: Float64Array): number {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (length > 0) for (const [at, value] of vector.entries()) vector[at] = value / length
  return length
}
