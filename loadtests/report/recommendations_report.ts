import { duration, type ReportBody } from './html.js'
import { quantileOverTime, ratePerSecond, windowsOver } from './over_time.js'
import type { LoadResult } from './result.js'
import type { Samples } from './samples.js'

/** What is promised of a home, p95 in ms. */
const PROMISED = 50
const QUANTILES = [0.5, 0.95, 0.99]

/** The report on homes that a model chooses for, while histories change. */
export function recommendationsReport(result: LoadResult, samples: Samples): ReportBody {
  const byName = samples.by('http_req_duration', 'name')
  const windows = windowsOver(samples.of('http_req_duration'))
  const seconds = windows.windowMs / 1000
  const xLabel = 's since the first request'
  const { counts, durations, settings } = result
  const { p95Ms, p99Ms } = durations['http_req_duration home'] ?? {}
  const failed = counts['http_req_failed_true'] ?? 0
  const finished = counts['titles_finished'] ?? 0
  return {
    lead:
      `Homes of ${settings['viewers']} profiles, each put together anew from its latest history by a model ` +
      `of ${settings['titles']} titles that ${settings['histories']} viewers taught, with k6 on the same machine.`,
    headlines: [
      {
        value: duration(p95Ms),
        words: `p95 of home (below ${duration(PROMISED)})`,
        passed: p95Ms !== undefined && p95Ms < PROMISED,
      },
      { value: duration(p99Ms), words: 'p99 of home' },
      { value: String(counts['homes_opened'] ?? 0), words: 'homes opened' },
      { value: String(finished), words: 'titles finished meanwhile', passed: finished > 0 },
      {
        value: String(failed),
        words: `failed, of ${counts['http_reqs'] ?? 0} requests`,
        passed: failed === 0,
      },
    ],
    tables: [],
    charts: [
      {
        title: `home, percentiles of each ${seconds} s`,
        ...{ xLabel, yLabel: 'ms' },
        lines: QUANTILES.map((share, colour) => ({
          name: `p${share * 100}`,
          colour,
          points: quantileOverTime(byName.get('home') ?? [], windows, share),
        })),
        marks: [{ axis: 'y' as const, value: PROMISED, label: 'p95 must be below' }],
      },
      {
        title: 'Requests per second',
        ...{ xLabel, yLabel: 'per second' },
        lines: [...byName.keys()].sort().map((name, colour) => ({
          ...{ name, colour },
          points: ratePerSecond(byName.get(name)!, windows),
        })),
      },
    ],
  }
}
