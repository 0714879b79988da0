/** Statistics of durations in ms. */
export interface DurationFigures {
  count: number
  minMs: number
  meanMs: number
  medianMs: number
  p90Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
}

/**
 * The value below which a share (0 to 1) of the ascending values lies, linear between closest
 * ranks: R's type 7 (Hyndman and Fan, 1996), which k6's thresholds use too.
 *
 * @throws RangeError when there are no values.
 */
export function quantile(ascending: readonly number[], share: number): number {
  if (ascending.length === 0) throw new RangeError('No values to take a quantile of')
  const rank = (ascending.length - 1) * Math.min(1, Math.max(0, share))
  const below = Math.floor(rank)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (high - low) * (rank - below)
}

export function ascendingOf(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

/** Figures of durations in ms, or null when there are none. */
export function durationFigures(values: readonly number[]): DurationFigures | null {
  if (values.length === 0) return null
  const ascending = ascendingOf(values)
  const at = (share: number) => rounded(quantile(ascending, share))
  return {
    count: ascending.length,
    minMs: at(0),
    meanMs: rounded(ascending.reduce((sum, value) => sum + value, 0) / ascending.length),
    medianMs: at(0.5),
    p90Ms: at(0.9),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    maxMs: at(1),
  }
}

/** To a hundredth, so that files stay readable. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
