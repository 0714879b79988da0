/**
 * Brings scores of one profile to mean 0 and deviation 1, in place, so that models of different
 * units can be added up.
 * @returns what they were divided by; 0 when all are alike, and all of them are then 0
 */
export function standardise(scores: Float32Array): number {
  let sum = 0
  for (const score of scores) sum += score
  const mean = sum / scores.length
  let squares = 0
  for (const score of scores) squares += (score - mean) ** 2
  const deviation = Math.sqrt(squares / scores.length)
  if (!(deviation > Math.abs(mean) * ROUNDING)) {
    scores.fill(0)
    return 0
  }
  for (let title = 0; title < scores.length; title++) {
    scores[title] = (scores[title]! - mean) / deviation
  }
  return deviation
}

/** A spread that is this small beside the mean is what rounding to 32 bits leaves. */
const ROUNDING = 1e-6
