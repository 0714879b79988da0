import { browseReport } from '../report/browse_report.js'
import { recommendationsReport } from '../report/recommendations_report.js'
import { startTimeReport } from '../report/start_time_report.js'
import { viewersReport } from '../report/viewers_report.js'
import type { ReportBody } from '../report/html.js'
import type { LoadResult } from '../report/result.js'
import type { Samples } from '../report/samples.js'
import type { FilmLength } from './load_film.js'

/** A load test by its name on the command line. */
export interface LoadTest {
  script: string
  words: string
  usesBrowser: boolean
  film: FilmLength
  /** Invented titles that the catalogue holds beside the film. */
  titles: number
  /** Generated viewers whose histories a model is trained on; 0 for no model. */
  histories: number
  viewers: { usual: number; most: number }
  /** Length of the steady part, in seconds. */
  steadySeconds: { usual: number; most: number }
  logInsPerSecond: number
  /** Counter that tells how far the run is. */
  progress: { metric: string; words: string }
  report: (result: LoadResult, samples: Samples) => ReportBody
}

export const LOAD_TESTS: Record<string, LoadTest> = {
  'start-time': {
    script: 'loadtests/start_time.ts',
    words: 'click to first decoded frame in Chromium, by network condition',
    usesBrowser: true,
    film: 'whole',
    titles: 0,
    histories: 0,
    viewers: { usual: 200, most: 2000 },
    steadySeconds: { usual: 0, most: 0 },
    logInsPerSecond: 25,
    progress: { metric: 'measured_starts', words: 'starts measured' },
    report: startTimeReport,
  },
  'viewers': {
    script: 'loadtests/viewers.ts',
    words: 'many viewers who start, send heartbeats, seek, stop and resume',
    usesBrowser: false,
    film: 'whole',
    titles: 0,
    histories: 0,
    viewers: { usual: 2000, most: 20_000 },
    steadySeconds: { usual: 120, most: 3600 },
    logInsPerSecond: 25,
    progress: { metric: 'acknowledged_positions', words: 'positions acknowledged' },
    report: viewersReport,
  },
  'browse': {
    script: 'loadtests/browse.ts',
    words: 'many viewers who open home, scroll, open titles and search among 10,000 titles',
    usesBrowser: false,
    film: 'short',
    titles: 10_000,
    histories: 0,
    viewers: { usual: 2000, most: 20_000 },
    steadySeconds: { usual: 120, most: 3600 },
    logInsPerSecond: 20,
    progress: { metric: 'browsing_actions', words: 'actions' },
    report: browseReport,
  },
  'recommendations': {
    script: 'loadtests/recommendations.ts',
    words: '200 homes a second with rails of a trained model, while titles are finished',
    usesBrowser: false,
    film: 'short',
    titles: 10_000,
    histories: 5_000,
    viewers: { usual: 200, most: 2000 },
    steadySeconds: { usual: 60, most: 600 },
    logInsPerSecond: 20,
    progress: { metric: 'homes_opened', words: 'homes opened' },
    report: recommendationsReport,
  },
  'smoke': {
    script: 'loadtests/smoke.ts',
    words: 'a few viewers through the whole path, under a minute',
    usesBrowser: false,
    film: 'short',
    titles: 0,
    histories: 0,
    viewers: { usual: 10, most: 100 },
    steadySeconds: { usual: 15, most: 40 },
    logInsPerSecond: 10,
    progress: { metric: 'acknowledged_positions', words: 'positions acknowledged' },
    report: viewersReport,
  },
}
