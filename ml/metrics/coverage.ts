import type { Estimate } from './bootstrap.js'

/** Bounds 95% of the normal distribution. */
const STANDARD_ERRORS = 1.96

const NOBODY = -1
const MANY = -2

/** Which of the titles stand in at least one list. */
export class Coverage {
  /** [titles] the one list that holds it, or nobody's, or that of many. */
  readonly #holder: Int32Array
  #lists = 0

  constructor(readonly titles: number) {
    this.#holder = new Int32Array(titles).fill(NOBODY)
  }

  add(list: Uint32Array): void {
    for (const title of list) {
      this.#holder[title] = this.#holder[title] === NOBODY ? this.#lists : MANY
    }
    this.#lists++
  }

  /**
   * The share of the titles that is covered. Its interval comes from the jackknife (Efron and
   * Tibshirani 1993, chapter 11): a bootstrap would always cover less than the lists themselves do.
   * Without one list, only the titles that stand in no other are lost.
   */
  estimate(): Estimate {
    const lost = new Float64Array(this.#lists)
    let covered = 0
    for (const holder of this.#holder) {
      if (holder !== NOBODY) covered++
      if (holder >= 0) lost[holder]!++
    }
    if (this.#lists === 0 || this.titles === 0) return { value: 0, low: 0, high: 0 }
    const meanLost = lost.reduce((sum, titles) => sum + titles, 0) / this.#lists
    const squares = lost.reduce((sum, titles) => sum + (titles - meanLost) ** 2, 0)
    const error = Math.sqrt(((this.#lists - 1) / this.#lists) * squares) / this.titles
    const value = covered / this.titles
    return {
      value,
      low: Math.max(0, value - STANDARD_ERRORS * error),
      high: Math.min(1, value + STANDARD_ERRORS * error),
    }
  }
}
