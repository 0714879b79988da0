/** Below this the split is not one that chance gives (Fabijan et al., cited below, use 0.0005 to 0.01). */
const MISMATCH = 0.001

export interface SampleRatio {
  /** Share of the profiles that B should have. */
  expected: number
  /** Share that it has. */
  observed: number
  /** How likely chance alone gives a split as far off as this one. */
  p: number
  /** Then something loses profiles of one arm, and no figure of the experiment can be trusted. */
  mismatch: boolean
}

/**
 * Whether profiles came to the arms as they were assigned: Pearson's chi-squared test with one degree
 * of freedom (Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments",
 * KDD 2019).
 */
export function sampleRatio(profilesA: number, profilesB: number, shareB: number): SampleRatio {
  const all = profilesA + profilesB
  if (all === 0) return { expected: shareB, observed: 0, p: 1, mismatch: false }
  const [expectedA, expectedB] = [all * (1 - shareB), all * shareB]
  const chiSquared =
    (profilesA - expectedA) ** 2 / expectedA + (profilesB - expectedB) ** 2 / expectedB
  const p = erfc(Math.sqrt(chiSquared / 2))
  return { expected: shareB, observed: profilesB / all, p, mismatch: p < MISMATCH }
}

/**
 * The complementary error function of x ≥ 0, to 1.2e-7 of its value everywhere (Press et al.,
 * "Numerical recipes in C", 2nd edition, section 6.2).
 */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2)
  const terms = [
    ...[-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806],
    ...[0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277],
  ]
  const polynomial = terms.reduceRight((sum, term) => term + t * sum, 0)
  return t * Math.exp(-x * x + polynomial)
}
