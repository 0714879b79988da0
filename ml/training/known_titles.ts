import type { History } from '../dataset/interactions.js'
import type { Model } from '../models/model.js'

/**
 * A model on other titles than its own, by their ids: what it does not know is left out of the
 * histories, and is never ranked. For comparing a model of last week with today's titles.
 */
export class KnownTitles implements Pick<Model, 'score'> {
  /** How many of the titles the model knows. */
  readonly known: number
  /** [titles] the model's index; -1 for none. */
  readonly #own: Int32Array
  readonly #scores: Float32Array

  constructor(
    private readonly model: Pick<Model, 'score' | 'titleCount'>,
    modelTitles: readonly string[],
    titles: readonly string[]
  ) {
    const indexes = new Map(modelTitles.map((id, index) => [id, index]))
    this.#own = Int32Array.from(titles, (id) => indexes.get(id) ?? -1)
    this.#scores = new Float32Array(model.titleCount)
    this.known = this.#own.reduce((count, own) => count + Number(own >= 0), 0)
  }

  score(history: History, at: number, out: Float32Array): void {
    this.model.score(this.#translate(history), at, this.#scores)
    for (const [title, own] of this.#own.entries()) {
      out[title] = own < 0 ? Number.NEGATIVE_INFINITY : this.#scores[own]!
    }
  }

  #translate({ titles, weights, times }: History): History {
    const kept = Array.from(titles.keys()).filter((place) => this.#own[titles[place]!]! >= 0)
    return {
      titles: Uint32Array.from(kept, (place) => this.#own[titles[place]!]!),
      weights: Float32Array.from(kept, (place) => weights[place]!),
      times: Float64Array.from(kept, (place) => times[place]!),
    }
  }
}
