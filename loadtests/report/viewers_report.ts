import type { Point } from '#core/charts/chart'
import { cumulativeShare } from './distribution.js'
import { duration, type ReportBody } from './html.js'
import { quantileOverTime, ratePerSecond, runningSum, windowsOver } from './over_time.js'
import type { LoadResult } from './result.js'
import type { Sample, Samples } from './samples.js'

const START_THRESHOLD_MS = 200
const OTHER_THRESHOLD_MS = 300
const QUANTILES = [0.5, 0.95, 0.99]

/** The report on many viewers at once: percentiles over time, load, heartbeats kept. */
export function viewersReport(result: LoadResult, samples: Samples): ReportBody {
  const byName = samples.by('http_req_duration', 'name')
  const windows = windowsOver(samples.of('http_req_duration'))
  const seconds = windows.windowMs / 1000
  const xLabel = 's since the first request'
  const runSeconds = ratePerSecond(samples.of('http_req_duration'), windows).at(-1)?.[0] ?? 0
  const names = [...byName.keys()].sort()
  const percentiles = (name: string) =>
    QUANTILES.map((share, colour) => ({
      name: `p${share * 100}`,
      colour,
      points: quantileOverTime(byName.get(name) ?? [], windows, share),
    }))
  const lines = (points: (group: Sample[]) => Point[]) =>
    names.map((name, index) => ({
      name,
      colour: index % 8,
      dashed: index >= 8,
      points: points(byName.get(name)!),
    }))
  const { counts, durations } = result
  const lost = counts['lost_positions'] ?? 0
  return {
    lead: `${result.settings['viewers']} viewers log in once each, start, send heartbeats, seek, pause, stop and resume, with k6 on the same machine.`,
    headlines: [
      {
        value: duration(durations['http_req_duration start']?.p95Ms),
        words: 'p95 of a play start',
      },
      {
        value: duration(durations['http_req_duration heartbeat']?.p95Ms),
        words: 'p95 of a heartbeat',
      },
      { value: String(counts['acknowledged_positions'] ?? 0), words: 'positions acknowledged' },
      {
        value: String(lost),
        words: `lost, of ${counts['compared_positions'] ?? 0} read back and compared`,
        passed: lost === 0,
      },
      {
        value: String(counts['http_req_failed_true'] ?? 0),
        words: `failed, of ${counts['http_reqs'] ?? 0} requests`,
        passed: (counts['http_req_failed_true'] ?? 0) === 0,
      },
    ],
    tables: [],
    charts: [
      {
        title: `Play starts, percentiles of each ${seconds} s`,
        xLabel,
        yLabel: 'ms',
        lines: percentiles('start'),
        marks: [{ axis: 'y', value: START_THRESHOLD_MS, label: 'p95 must be below' }],
      },
      {
        title: `Heartbeats, percentiles of each ${seconds} s`,
        xLabel,
        yLabel: 'ms',
        lines: percentiles('heartbeat'),
        marks: [{ axis: 'y', value: OTHER_THRESHOLD_MS, label: 'p95 must be below' }],
      },
      {
        title: `p95 of every request, each ${seconds} s`,
        xLabel,
        yLabel: 'ms',
        lines: lines((group) => quantileOverTime(group, windows, 0.95)),
      },
      {
        title: 'Requests per second',
        xLabel,
        yLabel: 'per second',
        lines: lines((group) => ratePerSecond(group, windows)),
      },
      {
        title: 'Positions acknowledged, and looked for again',
        xLabel,
        yLabel: 'positions so far',
        lines: [
          ['acknowledged', 'acknowledged_positions'],
          ['read back and compared', 'compared_positions'],
          ['lost', 'lost_positions'],
        ].map(([name, metric], colour) => ({
          name: name!,
          colour,
          points: fromZero(runningSum(samples.of(metric!), windows), runSeconds),
        })),
      },
      {
        title: 'Share of play starts answered by then',
        xLabel: 'ms',
        yLabel: 'share of starts',
        yMax: 1.02,
        lines: [
          {
            name: 'start',
            colour: 0,
            points: thinned(cumulativeShare((byName.get('start') ?? []).map(({ value }) => value))),
          },
        ],
        marks: [{ axis: 'x', value: START_THRESHOLD_MS, label: 'p95 must be below' }],
      },
    ],
  }
}

/** At most a few hundred points of a long line, its ends included. */
function thinned<T>(points: T[], most = 400): T[] {
  if (points.length <= most) return points
  return Array.from(
    { length: most },
    (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))]!
  )
}

/** A running sum from 0 at the start to its last value at the end of the run. */
function fromZero(points: Point[], endsAtSeconds: number): Point[] {
  return [[0, 0], ...points, [endsAtSeconds, points.at(-1)?.[1] ?? 0]]
}
