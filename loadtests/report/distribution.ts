import type { Bin, Point } from '#core/charts/chart'
import { ascendingOf, rounded } from './percentile.js'

/** Share of the values (0 to 1) that are at or below x: a step at every value. */
export function cumulativeShare(values: readonly number[]): Point[] {
  const ascending = ascendingOf(values)
  return ascending.flatMap((value, index): Point[] => [
    [value, index / ascending.length],
    [value, (index + 1) / ascending.length],
  ])
}

/** Counts of values in bins of one width, from the bin of the smallest to that of the largest. */
export function histogram(values: readonly number[], width: number): Bin[] {
  if (values.length === 0) return []
  const counts = new Map<number, number>()
  for (const value of values) {
    const bin = Math.floor(value / width)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  const bins = [...counts.keys()]
  const [first, last] = [Math.min(...bins), Math.max(...bins)]
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: rounded((first + index) * width),
    to: rounded((first + index + 1) * width),
    count: counts.get(first + index) ?? 0,
  }))
}
