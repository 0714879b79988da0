import type { Bin, Chart, Point } from '#core/charts/chart'
import { reportDocument } from '#core/charts/report_document'
import type { MeasuredExperiment } from '../queries/measure_experiment.js'
import { transformMeasuredExperiment } from '../transformers/experiment_transformer.js'
import { ARMS, type Arm } from './experiment.js'
import { ARM_HEAD, armRows, percent, rangeOf, verdictOf } from './experiment_words.js'

const BINS = 40
/** Positions behind these are seen by too few to draw. */
const MOST_POSITIONS = 20
const COLOURS: Record<Arm, number> = { a: 0, b: 1 }

/** What came of an experiment, as one HTML file with plots that needs nothing else. */
export function experimentPage(measured: MeasuredExperiment): string {
  const report = transformMeasuredExperiment(measured)
  const { experiment, sampleRatio, difference } = report
  return reportDocument({
    title: 'FlixFlow: two models compared',
    heading: 'Two models compared',
    lead:
      `From ${experiment.startedAt} to ${experiment.endedAt ?? 'now'}. A play-through is a title that a ` +
      'profile clicked on a rail of its model and watched, 70 % of the film or of an episode, within 7 ' +
      'days. Intervals hold 95 % and are resampled by profile.',
    verdict: { held: !sampleRatio.mismatch, words: verdictOf(report) },
    headlines: [
      ...report.arms.map(({ arm, playThroughRate }) => ({
        value: percent(playThroughRate.value),
        words: `play-through of ${arm.toUpperCase()} (${rangeOf(playThroughRate)})`,
      })),
      { value: `${Math.round(difference.better * 100)} %`, words: 'of resamples have B above A' },
      {
        value: sampleRatio.p < 0.001 ? '< 0.001' : sampleRatio.p.toFixed(3),
        words: 'is p of the split of profiles (sample ratio)',
        passed: !sampleRatio.mismatch,
      },
    ],
    charts: [distributions(measured), byPosition(measured)],
    tables: [
      { title: 'Arms', head: ARM_HEAD, rows: armRows(report) },
      {
        title: 'By rail',
        head: ['Rail', 'Arm', 'Shown', 'Clicked', 'Watched'],
        rows: report.byRail.map(({ rail, arm, shown, clicked, watched }) => [
          ...[rail, arm.toUpperCase()],
          ...[shown, clicked, watched].map(String),
        ]),
      },
    ],
  })
}

/** Where the play-through of each arm may truly lie: the less they overlap, the surer. */
function distributions({ rates }: MeasuredExperiment): Chart {
  const most = Math.max(...ARMS.map((arm) => rates[arm].resampled.at(-1) ?? 0)) * 100 || 1
  return {
    title: 'Play-through rates when profiles are drawn again',
    ...{ xLabel: 'play-through, %', yLabel: 'resamples' },
    bars: ARMS.map((arm) => ({
      name: arm.toUpperCase(),
      bins: binsOf(rates[arm].resampled, most),
      colour: COLOURS[arm],
    })),
    marks: ARMS.map((arm) => ({
      ...{ axis: 'x', value: rates[arm].playThroughRate.value * 100, label: arm.toUpperCase() },
    })),
  }
}

function binsOf(sorted: Float64Array, most: number): Bin[] {
  const width = most / BINS
  const bins = Array.from({ length: BINS }, (_, at) => ({
    ...{ from: at * width, to: (at + 1) * width, count: 0 },
  }))
  for (const value of sorted) bins[Math.min(BINS - 1, Math.floor((value * 100) / width))]!.count++
  return bins.filter(({ count }) => count > 0)
}

function byPosition(measured: MeasuredExperiment): Chart {
  const of = (arm: Arm) =>
    measured.byPosition.filter((row) => row.arm === arm && row.position < MOST_POSITIONS)
  return {
    title: 'Clicks by position on the rail',
    ...{ xLabel: 'position, from 0', yLabel: 'clicks per title shown, %' },
    lines: ARMS.map((arm) => ({
      name: arm.toUpperCase(),
      points: of(arm).map(({ position, shown, clicked }): Point => {
        return [position, (100 * clicked) / Math.max(1, shown)]
      }),
      colour: COLOURS[arm],
    })),
  }
}
