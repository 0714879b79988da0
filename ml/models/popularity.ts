import type { History, Interactions } from '../dataset/interactions.js'
import type { Contribution, Model, ModelParts, ModelType } from './model.js'
import { arrayOf, checkKind, numberOf } from './model_parts.js'

export type PopularityParameters = {
  /** Days after which a like counts half; 0 counts all likes alike, whenever they were. */
  halfLife: number
}

const DAY_SECONDS = 86_400

/**
 * How liked a title is by all, with likes fading exponentially: the same ranking for everyone, and
 * what any other model must beat. Fading is by the newest event of the data: a later moment would
 * scale all scores alike. A like of which the time is not known does not fade.
 */
export const popularity: ModelType<PopularityParameters> = {
  kind: 'popularity',
  defaults: { halfLife: 0 },

  async fit(data, parameters) {
    if (!(parameters.halfLife >= 0)) {
      throw new RangeError(`A half-life is 0 days or more, not ${parameters.halfLife}`)
    }
    return new Popularity(parameters, likesOf(data, parameters.halfLife * DAY_SECONDS))
  },

  load(parts) {
    checkKind(parts, 'popularity')
    const parameters = { halfLife: numberOf(parts.parameters, 'halfLife', 0) }
    return new Popularity(parameters, arrayOf(parts, 'likes', Float32Array, parts.titleCount))
  },
}

function likesOf(data: Interactions, halfLife: number): Float32Array {
  const { columns, weights, times } = data
  const newest = times.reduce((a, b) => Math.max(a, b), 0)
  const likes = new Float64Array(data.titles.length)
  for (const [cell, column] of columns.entries()) {
    const age = times[cell] === 0 ? 0 : newest - times[cell]!
    const left = halfLife === 0 ? 1 : 0.5 ** (age / halfLife)
    likes[column!]! += weights[cell]! * left
  }
  return Float32Array.from(likes)
}

class Popularity implements Model {
  readonly kind = 'popularity'
  readonly titleCount: number

  /** @param likes [titles] sums of faded confidences */
  constructor(
    readonly parameters: PopularityParameters,
    private readonly likes: Float32Array
  ) {
    this.titleCount = likes.length
  }

  score(_history: History, _at: number, out: Float32Array): void {
    out.set(this.likes)
  }

  explain(): Contribution[] {
    return []
  }

  save(): ModelParts {
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {},
      arrays: { likes: this.likes },
    }
  }
}
