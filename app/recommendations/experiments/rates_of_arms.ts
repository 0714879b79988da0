import { seededRandom, type Random } from '#ml/random'
import type { Arm } from './experiment.js'

/** What one profile was shown by its arm's model, and what came of it. */
export interface ProfileCounts {
  arm: Arm
  /** Titles that came before its eyes, each once per page. */
  shown: number
  clicked: number
  /** Titles that it clicked and then watched. */
  watched: number
}

/** A rate with its 95 % interval. */
export interface Rate {
  value: number
  low: number
  high: number
}

export interface RatesOfArm {
  clickRate: Rate
  playThroughRate: Rate
  /** Play-through rates of the resamples, lowest first. */
  resampled: Float64Array
}

export interface RatesOfArms {
  a: RatesOfArm
  b: RatesOfArm
  /** By how much B's play-through rate is above A's. */
  difference: Rate
  /** Share of the resamples in which B's play-through rate is above A's. */
  better: number
}

const RESAMPLES = 1_000
const SEED = 42
const OUTSIDE = 0.025

/**
 * Rates of clicks and of plays that were watched, per title shown, with intervals. What one profile
 * does hangs together, and profiles are what was assigned to arms: so profiles are resampled, each
 * counting as often as a draw of Poisson(1) says (Chamandy et al., "Estimating uncertainty for massive
 * data streams", 2012), and the ratio of sums is taken anew (Deng, Knoblich and Lu, "Applying the
 * delta method in metric analytics", 2018, section 2). Same counts, same answer.
 */
export function ratesOfArms(profiles: readonly ProfileCounts[]): RatesOfArms {
  const random = seededRandom(SEED)
  const [a, b] = (['a', 'b'] as const).map((arm) => {
    const own = profiles.filter((profile) => profile.arm === arm)
    return { own, resamples: Array.from({ length: RESAMPLES }, () => sumsOf(own, random)) }
  }) as [ResampledArm, ResampledArm]
  const differences = Float64Array.from(
    { length: RESAMPLES },
    (_, at) => playThrough(b.resamples[at]!) - playThrough(a.resamples[at]!)
  )
  const value = playThrough(sumsOf(b.own)) - playThrough(sumsOf(a.own))
  const better = differences.reduce((times, difference) => times + Number(difference > 0), 0)
  return {
    ...{ a: ratesOf(a), b: ratesOf(b), better: better / RESAMPLES },
    difference: intervalOf(value, differences.sort()),
  }
}

interface Sums {
  shown: number
  clicked: number
  watched: number
}

interface ResampledArm {
  own: ProfileCounts[]
  resamples: Sums[]
}

const rate = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
const playThrough = ({ watched, shown }: Sums) => rate(watched, shown)
const clicks = ({ clicked, shown }: Sums) => rate(clicked, shown)

function sumsOf(profiles: readonly ProfileCounts[], random?: Random): Sums {
  const sums = { shown: 0, clicked: 0, watched: 0 }
  for (const { shown, clicked, watched } of profiles) {
    const times = random ? poisson(random) : 1
    sums.shown += times * shown
    sums.clicked += times * clicked
    sums.watched += times * watched
  }
  return sums
}

function ratesOf({ own, resamples }: ResampledArm): RatesOfArm {
  const sums = sumsOf(own)
  const resampled = Float64Array.from(resamples, playThrough).sort()
  return {
    clickRate: intervalOf(clicks(sums), Float64Array.from(resamples, clicks).sort()),
    playThroughRate: intervalOf(playThrough(sums), resampled),
    resampled,
  }
}

/** The percentile interval (Efron and Tibshirani, "An introduction to the bootstrap", 1993, 13.3). */
function intervalOf(value: number, sorted: Float64Array): Rate {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  return { value, low: at(OUTSIDE), high: at(1 - OUTSIDE) }
}

/** A draw of Poisson(1), by inversion. */
function poisson(random: Random): number {
  const draw = random()
  let count = 0
  let probability = Math.exp(-1)
  for (let sum = probability; sum < draw && count < 20; sum += probability) {
    probability /= ++count
  }
  return count
}
