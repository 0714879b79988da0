import type { History } from '#ml/dataset/interactions'
import { rankTop } from '#ml/metrics/index'
import type { Model } from '#ml/models/model'

/** Titles of both rankings that are compared. */
const COMPARED = 20
/** Scores that differ by rounding alone may change places. */
const ROUNDING = 1e-4

/** What anybody would write first: the weights as a dense matrix, its rows added up, all sorted. */
export class DenseReference {
  private constructor(
    readonly titleCount: number,
    /** [titles × titles] */
    private readonly weights: Float32Array,
    private readonly confidence: number
  ) {}

  /** @param model one whose parts are item-to-item weights in compressed rows */
  static of(model: Model): DenseReference {
    const { titleCount, arrays, parameters } = model.save()
    const { rowStart, columns, values } = arrays
    const weights = new Float32Array(titleCount * titleCount)
    for (let row = 0; row < titleCount; row++) {
      for (let cell = rowStart![row]!; cell < rowStart![row + 1]!; cell++) {
        weights[row * titleCount + columns![cell]!] = values![cell]!
      }
    }
    return new DenseReference(titleCount, weights, Number(parameters.confidence))
  }

  score({ titles, weights }: History, _at: number, out: Float32Array): void {
    out.fill(0)
    for (const [place, title] of titles.entries()) {
      const weight = weights[place]!
      const input = weight > 0 ? weight ** this.confidence : 0
      const row = title * this.titleCount
      for (let other = 0; other < this.titleCount; other++) {
        out[other]! += input * this.weights[row + other]!
      }
    }
  }

  rank(scores: Float32Array, seen: Uint32Array, top: number): Uint32Array {
    const left = new Set(seen)
    const order = [...scores.keys()].filter((title) => !left.has(title))
    return Uint32Array.from(order.sort((a, b) => scores[b]! - scores[a]!).slice(0, top))
  }

  /** @throws Error when the model ranks another title, beyond rounding */
  checkAgrees(model: Model, histories: readonly History[], at: number): void {
    const [own, others] = [this, model].map(() => new Float32Array(this.titleCount))
    for (const history of histories) {
      this.score(history, at, own!)
      model.score(history, at, others!)
      const ranked = rankTop(others!, history.titles, COMPARED)
      for (const [place, title] of this.rank(own!, history.titles, COMPARED).entries()) {
        if (Math.abs(own![ranked[place]!]! - own![title]!) > ROUNDING) {
          throw new Error(`The dense reference ranks ${title} at ${place}, not ${ranked[place]}`)
        }
      }
    }
  }
}
