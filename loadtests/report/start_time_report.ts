import { cumulativeShare, histogram } from './distribution.js'
import type { Table } from '#core/charts/report_document'
import { duration, type ReportBody } from './html.js'
import type { LoadResult } from './result.js'
import type { Samples } from './samples.js'

/** What is promised of each network condition, and what is aimed for; p95 in ms. */
export const PROMISES = [
  { network: 'unthrottled', words: 'no throttle', thresholdMs: 700, aimMs: 350 },
  { network: '4g', words: '10 Mbit/s, 30 ms', thresholdMs: 1100, aimMs: 800 },
  { network: '3g', words: '1.6 Mbit/s, 150 ms', thresholdMs: 1900, aimMs: 1500 },
] as const

const BIN_MS = 50

/** The report on start times: distributions per network condition, beside the stock player. */
export function startTimeReport(result: LoadResult, samples: Samples): ReportBody {
  const ours = samples.by('start_time', 'network')
  const stock = samples.by('stock_start_time', 'network')
  const values = (group: typeof ours, network: string) =>
    (group.get(network) ?? []).map((sample) => sample.value)
  return {
    lead: 'From the click to the first decoded frame of an encrypted film in Chromium, session request included, with an empty cache; beside Shaka Player with its settings as they come.',
    headlines: PROMISES.map(({ network, words, thresholdMs, aimMs }) => {
      const p95 = result.durations[`start_time ${network}`]?.p95Ms
      return {
        value: duration(p95),
        words: `p95, ${words} (below ${duration(thresholdMs)}, aim ${duration(aimMs)})`,
        passed: p95 !== undefined && p95 < thresholdMs,
      }
    }),
    tables: [comparisonTable(result), phaseTable(result)],
    charts: [
      {
        title: 'Share of starts with a picture by then (dashed: stock player)',
        xLabel: 'ms since the click',
        yLabel: 'share of starts',
        yMax: 1.02,
        lines: PROMISES.flatMap(({ network, words }, colour) => [
          { name: words, colour, points: cumulativeShare(values(ours, network)) },
          {
            name: `${words}, stock`,
            colour,
            dashed: true,
            points: cumulativeShare(values(stock, network)),
          },
        ]),
      },
      ...PROMISES.map(({ network, words, thresholdMs, aimMs }, colour) => ({
        title: `Start times, ${words}`,
        xLabel: `ms since the click, bins of ${BIN_MS} ms`,
        yLabel: 'starts',
        bars: [
          { name: 'FlixFlow', colour, bins: histogram(values(ours, network), BIN_MS) },
          { name: 'stock player', colour: 5, bins: histogram(values(stock, network), BIN_MS) },
        ],
        marks: [
          { axis: 'x' as const, value: thresholdMs, label: 'p95 must be below' },
          { axis: 'x' as const, value: aimMs, label: 'aim' },
        ],
      })),
    ],
  }
}

function comparisonTable({ durations }: LoadResult): Table {
  return {
    title: 'Beside the stock player',
    head: [
      'Network',
      'Median',
      'p95',
      'Must be below',
      'Aim',
      'Stock median',
      'Stock p95',
      'Ratio of medians',
    ],
    rows: PROMISES.map(({ network, words, thresholdMs, aimMs }) => {
      const ours = durations[`start_time ${network}`]
      const stock = durations[`stock_start_time ${network}`]
      const ratio = ours && stock ? `${(stock.medianMs / ours.medianMs).toFixed(2)} ×` : ''
      return [
        words,
        duration(ours?.medianMs),
        duration(ours?.p95Ms),
        duration(thresholdMs),
        duration(aimMs),
        duration(stock?.medianMs),
        duration(stock?.p95Ms),
        ratio,
      ]
    }),
  }
}

/** Median time from the click to each of the player's own marks. */
function phaseTable({ durations }: LoadResult): Table {
  const prefix = 'start_phase '
  const found = Object.keys(durations).filter((key) => key.startsWith(prefix))
  const phases = [...new Set(found.map((key) => key.slice(prefix.length).split(' ')[1]!))]
  return {
    title: 'What had arrived by when (median after the click)',
    head: ['Network', ...phases],
    rows: PROMISES.map(({ network, words }) => [
      words,
      ...phases.map((phase) => duration(durations[`${prefix}${network} ${phase}`]?.medianMs)),
    ]),
  }
}
