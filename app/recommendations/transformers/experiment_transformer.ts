import type { Page } from '#core/pagination'
import { ARMS, modelOfArm, type Experiment } from '../experiments/experiment.js'
import type { Rate } from '../experiments/rates_of_arms.js'
import type { MeasuredExperiment, PlaceCounts } from '../queries/measure_experiment.js'

export function transformExperiment(experiment: Experiment) {
  const { id, modelA, modelB, shareB, startedAt, endedAt } = experiment
  return {
    ...{ id, modelA, modelB, shareB },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

export function transformExperiments({ items, nextCursor }: Page<Experiment>) {
  return { items: items.map(transformExperiment), nextCursor }
}

/** What came of an experiment, without the resamples that the intervals were made of. */
export function transformMeasuredExperiment(measured: MeasuredExperiment) {
  const { experiment, totals, rates, sampleRatio } = measured
  const { value, low, high } = rates.difference
  return {
    experiment: transformExperiment(experiment),
    arms: ARMS.map((arm) => ({
      ...{ arm, model: modelOfArm(experiment, arm), ...totals[arm] },
      clickRate: rateOf(rates[arm].clickRate),
      playThroughRate: rateOf(rates[arm].playThroughRate),
    })),
    difference: { value, low, high, better: rates.better },
    sampleRatio,
    byRail: measured.byRail.map((of) => ({ rail: of.rail, ...countsOf(of) })),
    byPosition: measured.byPosition.map((of) => ({ position: of.position, ...countsOf(of) })),
  }
}

export type ExperimentReport = ReturnType<typeof transformMeasuredExperiment>

const rateOf = ({ value, low, high }: Rate) => ({ value, low, high })

const countsOf = ({ arm, shown, clicked, watched }: PlaceCounts) => {
  return { arm, shown, clicked, watched }
}
