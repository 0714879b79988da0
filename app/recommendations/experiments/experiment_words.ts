import type { ExperimentReport } from '../transformers/experiment_transformer.js'
import type { Rate } from './rates_of_arms.js'

export const ARM_HEAD = [
  ...['Arm', 'Model', 'Profiles', 'Shown', 'Clicked', 'Watched'],
  ...['Clicks per title shown', 'Play-through, 95 % interval'],
]

export const percent = (share: number) => `${(share * 100).toFixed(2)} %`

/** One row per arm, under `ARM_HEAD`. */
export function armRows({ arms }: ExperimentReport): string[][] {
  return arms.map(({ arm, model, profiles, shown, clicked, watched, ...rates }) => [
    ...[arm.toUpperCase(), model],
    ...[profiles, shown, clicked, watched].map(String),
    percent(rates.clickRate.value),
    `${percent(rates.playThroughRate.value)} (${rangeOf(rates.playThroughRate)})`,
  ])
}

/** A 95 % interval. */
export function rangeOf({ low, high }: Pick<Rate, 'low' | 'high'>): string {
  return `${percent(low)} to ${percent(high)}`
}

const points = (share: number) => (share * 100).toFixed(2)

/** What may be concluded, in one sentence. */
export function verdictOf({ difference, sampleRatio }: ExperimentReport): string {
  if (sampleRatio.mismatch) {
    const { observed, expected } = sampleRatio
    return (
      `B has ${percent(observed)} of the profiles instead of ${percent(expected)}, which chance does ` +
      `not do (p = ${sampleRatio.p.toExponential(1)}): no figure here can be trusted.`
    )
  }
  const { value, low, high } = difference
  const by = `${points(value)} percentage points (${points(low)} to ${points(high)})`
  if (low > 0) return `B is better: its play-through is higher by ${by}.`
  if (high < 0) return `A is better: B's play-through differs from its by ${by}.`
  return `Neither is better so far: B's play-through differs from A's by ${by}.`
}
