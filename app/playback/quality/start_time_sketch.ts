/**
 * Start times in logarithmic buckets, after DDSketch (Masson, Rim and Lee, "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019): bucket `i` holds the
 * times in (γ^(i−1), γ^i] ms with γ = (1 + α) / (1 − α). Buckets of any hours are merged by adding
 * their counts, and a quantile of the sum is within `ACCURACY` of the true one, relatively.
 */
export const ACCURACY = 0.01

const LOG_GAMMA = Math.log((1 + ACCURACY) / (1 - ACCURACY))

/** The bucket of a start time, as SQL: the same rule as `bucketOf`. Times below 1 ms count as 1 ms. */
export const BUCKET_SQL = (column: string) =>
  `ceil(ln(greatest(${column}, 1)::float8) / ${LOG_GAMMA})::smallint`

export function bucketOf(ms: number): number {
  return Math.ceil(Math.log(Math.max(ms, 1)) / LOG_GAMMA)
}

/** The time in ms whose distance from all others in the bucket is at most `ACCURACY` of them. */
export function timeOf(bucket: number): number {
  const gamma = Math.exp(LOG_GAMMA)
  return (2 * Math.exp(bucket * LOG_GAMMA)) / (gamma + 1)
}

/** Start times by bucket. */
export type StartTimeSketch = ReadonlyMap<number, number>

/**
 * The time in ms at or below which a share (0 to 1) of the start times lies, by lower rank
 * (the value of rank ⌊share × (count − 1)⌋). Null when there are none.
 */
export function quantileOf(sketch: StartTimeSketch, share: number): number | null {
  let count = 0
  for (const plays of sketch.values()) count += plays
  if (count === 0) return null
  const rank = Math.floor(share * (count - 1))
  let below = 0
  for (const [bucket, plays] of [...sketch].sort(([a], [b]) => a - b)) {
    below += plays
    if (below > rank) return timeOf(bucket)
  }
  return null
}
