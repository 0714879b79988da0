import type { WatchableTitle } from '#catalog'
import type { SeededRandom } from '#core/seeded_random'
import type { PlantedTastes } from './tastes.js'

const DAY_MS = 24 * 3_600_000
export const WEEK_MS = 7 * DAY_MS

/** How strongly a group's liking steers what it presses play on. */
const PULL = 1.8
/** A title that just came out is watched so many times as much, until its news has worn off. */
const NEWS = 3
const NEWS_MS = 14 * DAY_MS
/** In each week some titles are talked about, and watched so many times as much. */
const TALKED_ABOUT = 0.002
const TALK = 6

/**
 * Draws what a group of viewers presses play on in a week: by its liking, the title's appeal, and
 * the time. News wears off, some titles are talked about in a week, and nothing is watched before it
 * is out. The last group is nobody's: it stands for what is watched without regard to taste.
 */
export class Choices {
  /** [groups + 1][weeks] running sums of the titles' weights, [titles]. */
  readonly #sums: Float64Array[][]

  constructor(
    titles: readonly WatchableTitle[],
    tastes: PlantedTastes,
    span: { from: number; weeks: number },
    random: SeededRandom
  ) {
    const byWeek = Array.from({ length: span.weeks }, (_, week) =>
      ofWeek(titles, tastes.appeal, span.from + week * WEEK_MS, random)
    )
    const pulls = [...tastes.liking.map(pullOf), new Float64Array(titles.length).fill(1)]
    this.#sums = pulls.map((pull) => byWeek.map((weights) => runningSums(weights, pull)))
  }

  /** Index of a title; null in a week in which nothing is out. */
  draw(group: number, week: number, random: SeededRandom): number | null {
    const sums = this.#sums[group]![week]!
    const total = sums[sums.length - 1]!
    return total > 0 ? firstAbove(sums, random.next() * total) : null
  }
}

function pullOf(liking: Float32Array): Float64Array {
  return Float64Array.from(liking, (value) => Math.exp(PULL * value))
}

function ofWeek(
  titles: readonly WatchableTitle[],
  appeal: Float64Array,
  begins: number,
  random: SeededRandom
): Float64Array {
  return Float64Array.from(titles, ({ publishedAt }, title) => {
    const talk = random.chance(TALKED_ABOUT) ? TALK : 1
    const age = begins - publishedAt.getTime()
    if (age < 0) return 0
    return appeal[title]! * talk * (1 + (NEWS - 1) * Math.exp(-age / NEWS_MS))
  })
}

function runningSums(weights: Float64Array, pull: Float64Array): Float64Array {
  let sum = 0
  return weights.map((weight, title) => (sum += weight * pull[title]!))
}

function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
