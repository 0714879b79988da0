import type { Point } from '#core/charts/chart'
import { ascendingOf, quantile, rounded } from './percentile.js'
import type { Sample } from './samples.js'

/** How a run is cut into windows of one length. */
export interface Windows {
  fromMs: number
  windowMs: number
}

const MOST_WINDOWS = 90

/** Windows of a whole number of seconds, at most 90, over all the samples. */
export function windowsOver(samples: readonly Sample[]): Windows {
  let fromMs = Infinity
  let toMs = -Infinity
  for (const { atMs } of samples) {
    fromMs = Math.min(fromMs, atMs)
    toMs = Math.max(toMs, atMs)
  }
  if (fromMs > toMs) return { fromMs: 0, windowMs: 1000 }
  const seconds = Math.ceil((toMs - fromMs) / 1000 / MOST_WINDOWS)
  return { fromMs, windowMs: Math.max(1, seconds) * 1000 }
}

/** A quantile of each window: seconds since the start against the samples' unit. */
export function quantileOverTime(
  samples: readonly Sample[],
  windows: Windows,
  share: number
): Point[] {
  return [...byWindow(samples, windows)].map(([window, values]) => [
    secondsAt(window, windows),
    rounded(quantile(ascendingOf(values), share)),
  ])
}

/** Samples a second in each window, also where there were none. */
export function ratePerSecond(samples: readonly Sample[], windows: Windows): Point[] {
  const grouped = byWindow(samples, windows)
  const last = Math.max(-1, ...grouped.keys())
  return Array.from({ length: last + 1 }, (_, window) => [
    secondsAt(window, windows),
    rounded(((grouped.get(window)?.length ?? 0) * 1000) / windows.windowMs),
  ])
}

/** Running sum of the samples' values at the end of each window. */
export function runningSum(samples: readonly Sample[], windows: Windows): Point[] {
  const grouped = byWindow(samples, windows)
  const last = Math.max(-1, ...grouped.keys())
  let sum = 0
  return Array.from({ length: last + 1 }, (_, window) => {
    sum += (grouped.get(window) ?? []).reduce((total, value) => total + value, 0)
    return [secondsAt(window, windows), sum]
  })
}

function byWindow(samples: readonly Sample[], windows: Windows): Map<number, number[]> {
  const grouped = new Map<number, number[]>()
  for (const { atMs, value } of samples) {
    const window = Math.floor((atMs - windows.fromMs) / windows.windowMs)
    const values = grouped.get(window)
    if (values) values.push(value)
    else grouped.set(window, [value])
  }
  return new Map([...grouped].sort(([a], [b]) => a - b))
}

function secondsAt(window: number, { windowMs }: Windows): number {
  return ((window + 1) * windowMs) / 1000
}
