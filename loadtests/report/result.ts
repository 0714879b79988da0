import type { DurationFigures } from './percentile.js'
import { durationFigures, rounded } from './percentile.js'
import type { Samples } from './samples.js'

/** The machine and the code that a run was made on. */
export interface Machine {
  cores: number
  processor: string
  memoryBytes: number
  system: string
  nodeVersion: string
  k6Version: string
  chromiumVersion: string | null
  gitCommit: string
  gitHasChanges: boolean
}

export interface Threshold {
  metric: string
  /** k6's own words, for example `p(95)<700`; times in ms. */
  condition: string
  passed: boolean
  measured: number | null
}

/** What `loadtests/results/NAME.json` holds. Durations are in ms, and every name says its unit. */
export interface LoadResult {
  name: string
  passed: boolean
  startedAt: string
  durationMs: number
  settings: Record<string, string | number | boolean>
  machine: Machine
  thresholds: Threshold[]
  durations: Record<string, DurationFigures>
  counts: Record<string, number>
}

/** The part of k6's end-of-test data that the result is made from. */
export interface K6Summary {
  metrics: Record<
    string,
    {
      type: string
      values: Record<string, number>
      thresholds?: Record<string, { ok: boolean }>
    }
  >
}

/** Every threshold with what was measured for it. */
export function thresholdsOf(summary: K6Summary): Threshold[] {
  return Object.entries(summary.metrics).flatMap(([metric, { values, thresholds }]) =>
    Object.entries(thresholds ?? {}).map(([condition, { ok }]) => {
      const statistic = /^\s*([a-z]+(?:\([\d.]+\))?)/.exec(condition)?.[1] ?? ''
      const measured = values[statistic]
      return {
        metric,
        condition,
        passed: ok,
        measured: measured === undefined ? null : rounded(measured),
      }
    })
  )
}

/** Counters of a run, and how many checks held. */
export function countsOf(summary: K6Summary): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [metric, { type, values }] of Object.entries(summary.metrics)) {
    if (metric.includes('{')) continue
    if (type === 'counter') counts[metric] = values.count ?? 0
    if (type === 'rate') {
      counts[`${metric}_true`] = values.passes ?? 0
      counts[`${metric}_false`] = values.fails ?? 0
    }
  }
  return counts
}

/** Which trends the figures show, and by which tags each is divided. */
export const TRENDS: Record<string, string[]> = {
  http_req_duration: ['name'],
  start_and_licence_duration: [],
  start_time: ['network'],
  stock_start_time: ['network'],
  start_phase: ['network', 'phase'],
}

/** Figures of every trend, by metric and tag values: `http_req_duration start`. */
export function durationsOf(samples: Samples): Record<string, DurationFigures> {
  const durations: Record<string, DurationFigures> = {}
  for (const [metric, tags] of Object.entries(TRENDS)) {
    for (const [group, members] of samples.by(metric, ...tags)) {
      const figures = durationFigures(members.map((sample) => sample.value))
      if (figures) durations[group ? `${metric} ${group}` : metric] = figures
    }
  }
  return durations
}
