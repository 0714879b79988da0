import { duration, type ReportBody } from './html.js'
import { quantileOverTime, ratePerSecond, windowsOver } from './over_time.js'
import type { LoadResult } from './result.js'
import type { Samples } from './samples.js'

/** What is promised of each kind of request; p95 in ms. */
const PROMISES: Record<string, number> = { home: 100, title: 60, search: 120, suggest: 50 }
const QUANTILES = [0.5, 0.95, 0.99]

/** The report on many viewers who look for something: percentiles over time, and the load. */
export function browseReport(result: LoadResult, samples: Samples): ReportBody {
  const byName = samples.by('http_req_duration', 'name')
  const windows = windowsOver(samples.of('http_req_duration'))
  const seconds = windows.windowMs / 1000
  const xLabel = 's since the first request'
  const { counts, durations, settings } = result
  const failed = counts['http_req_failed_true'] ?? 0
  return {
    lead: `${settings['viewers']} viewers who open home, scroll, open titles and type searches in a catalogue of ${settings['titles']} titles, with k6 on the same machine.`,
    headlines: [
      ...Object.entries(PROMISES).map(([name, most]) => {
        const p95 = durations[`http_req_duration ${name}`]?.p95Ms
        return {
          value: duration(p95),
          words: `p95 of ${name} (below ${duration(most)})`,
          passed: p95 !== undefined && p95 < most,
        }
      }),
      {
        value: String(failed),
        words: `failed, of ${counts['http_reqs'] ?? 0} requests`,
        passed: failed === 0,
      },
    ],
    tables: [],
    charts: [
      ...Object.entries(PROMISES).map(([name, most]) => ({
        title: `${name}, percentiles of each ${seconds} s`,
        xLabel,
        yLabel: 'ms',
        lines: QUANTILES.map((share, colour) => ({
          name: `p${share * 100}`,
          colour,
          points: quantileOverTime(byName.get(name) ?? [], windows, share),
        })),
        marks: [{ axis: 'y' as const, value: most, label: 'p95 must be below' }],
      })),
      {
        title: 'Requests per second',
        xLabel,
        yLabel: 'per second',
        lines: [...byName.keys()].sort().map((name, index) => ({
          name,
          colour: index % 8,
          dashed: index >= 8,
          points: ratePerSecond(byName.get(name)!, windows),
        })),
      },
    ],
  }
}
