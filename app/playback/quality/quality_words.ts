import type { Chart, Point } from '../../core/charts/chart.js'
import type { Headline } from '../../core/charts/report_document.js'

/** The figures of `GET /v1/staff/quality`, as far as tables and charts show them. */
export interface ShownFigures {
  plays: number
  starts: number
  startTimeMs: { p50: number | null; p95: number | null; p99: number | null }
  startFailures: number
  playbackFailures: number
  exitsBeforeStart: number
  rebufferRatio: number | null
  averageBitrate: number | null
  droppedFrameRatio: number | null
}

export interface ShownReport {
  /** ISO 8601. */
  from: string
  to: string
  total: ShownFigures
  groups: (ShownFigures & { name: string })[]
  stepSeconds: number
  series: (ShownFigures & { at: string })[]
}

const NOTHING = '–'

export function durationWords(ms: number | null): string {
  if (ms === null) return NOTHING
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`
}

export function percentWords(share: number | null): string {
  return share === null ? NOTHING : `${(share * 100).toFixed(2)} %`
}

function bitrateWords(bits: number | null): string {
  return bits === null ? NOTHING : `${(bits / 1e6).toFixed(2)} Mbit/s`
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)

export const QUALITY_HEAD = [
  ...['', 'Plays', 'Start p50', 'p95', 'p99', 'Rebuffering', 'Failed starts', 'Failed later'],
  ...['Left before start', 'Bitrate', 'Dropped frames'],
]

/** One row of the table: `name`, then the figures under `QUALITY_HEAD`. */
export function qualityRow(name: string, figures: ShownFigures): string[] {
  const { startTimeMs, plays } = figures
  return [
    name,
    String(plays),
    ...[startTimeMs.p50, startTimeMs.p95, startTimeMs.p99].map(durationWords),
    percentWords(figures.rebufferRatio),
    percentWords(share(figures.startFailures, plays)),
    percentWords(share(figures.playbackFailures, plays)),
    percentWords(share(figures.exitsBeforeStart, plays)),
    bitrateWords(figures.averageBitrate),
    percentWords(figures.droppedFrameRatio),
  ]
}

/** The figures that matter most. */
export function qualityHeadlines({ total }: ShownReport): Headline[] {
  return [
    { value: String(total.plays), words: 'plays' },
    { value: durationWords(total.startTimeMs.p50), words: 'start time, half below' },
    { value: durationWords(total.startTimeMs.p95), words: 'start time, 95 % below' },
    { value: percentWords(total.rebufferRatio), words: 'of watching spent rebuffering' },
    {
      value: percentWords(share(total.startFailures + total.playbackFailures, total.plays)),
      words: 'of plays failed',
    },
    { value: percentWords(share(total.exitsBeforeStart, total.plays)), words: 'left before start' },
  ]
}

/** How the figures went over the span. */
export function qualityCharts(report: ShownReport): Chart[] {
  const byDay = report.stepSeconds > 3600
  const unitMs = byDay ? 24 * 3_600_000 : 3_600_000
  const xLabel = `${byDay ? 'days' : 'hours'} since ${report.from.slice(0, 16).replace('T', ' ')} UTC`
  const from = Date.parse(report.from)
  const points = (of: (figures: ShownFigures) => number | null): Point[] =>
    report.series.flatMap((step): Point[] => {
      const value = of(step)
      return value === null ? [] : [[(Date.parse(step.at) - from) / unitMs, value]]
    })
  const line = (name: string, colour: number, of: (figures: ShownFigures) => number | null) => ({
    ...{ name, colour },
    points: points(of),
  })
  const percent = (of: (figures: ShownFigures) => number | null) => (figures: ShownFigures) => {
    const value = of(figures)
    return value === null ? null : value * 100
  }
  const xMax = Math.max(1, (Date.parse(report.to) - from) / unitMs)
  return [
    {
      ...{ title: 'Start time', xLabel, yLabel: 'ms', xMax },
      lines: [
        line('p50', 0, ({ startTimeMs }) => startTimeMs.p50),
        line('p95', 1, ({ startTimeMs }) => startTimeMs.p95),
        line('p99', 3, ({ startTimeMs }) => startTimeMs.p99),
      ],
    },
    {
      ...{ title: 'Rebuffering', xLabel, yLabel: '% of watching', xMax },
      lines: [
        line(
          'rebuffering ratio',
          4,
          percent(({ rebufferRatio }) => rebufferRatio)
        ),
      ],
    },
    {
      ...{ title: 'Plays that went wrong', xLabel, yLabel: '% of plays', xMax },
      lines: [
        line(
          'failed starts',
          1,
          percent((of) => share(of.startFailures, of.plays))
        ),
        line(
          'failed later',
          7,
          percent((of) => share(of.playbackFailures, of.plays))
        ),
        line(
          'left before start',
          3,
          percent((of) => share(of.exitsBeforeStart, of.plays))
        ),
      ],
    },
    {
      ...{ title: 'Plays', xLabel, yLabel: byDay ? 'a day' : 'an hour', xMax },
      lines: [line('plays', 2, ({ plays }) => plays)],
    },
  ]
}
