import type { History } from '#ml/dataset/interactions'
import type { Contribution, Model, ModelParts } from '#ml/models/model'
import { newId } from '#core/ids'
import { modelOfProfile } from '../../serving/model_of_profile.js'
import type { ServedModel } from '../../registry/served_models.js'

/** Says by hand what a trained model would have learnt: which titles speak for which, and how much. */
export class NeighboursModel implements Model {
  readonly kind = 'ease'
  readonly parameters = {}
  readonly titleCount: number
  /** How often a profile was scored. */
  scored = 0
  readonly #speaksFor = new Map<number, Map<number, number>>()

  constructor(
    readonly titleIds: readonly string[],
    pairs: readonly [from: string, to: string, weight: number][]
  ) {
    this.titleCount = titleIds.length
    const indexOf = new Map(titleIds.map((id, index) => [id, index]))
    for (const [from, to, weight] of pairs) {
      const ofTitle = this.#speaksFor.get(indexOf.get(from)!) ?? new Map<number, number>()
      this.#speaksFor.set(indexOf.get(from)!, ofTitle.set(indexOf.get(to)!, weight))
    }
  }

  score(history: History, _at: number, out: Float32Array): void {
    this.scored += 1
    out.fill(0)
    for (const [place, title] of history.titles.entries()) {
      for (const [other, weight] of this.#speaksFor.get(title) ?? []) {
        out[other]! += weight * history.weights[place]!
      }
    }
  }

  explain(history: History, title: number): Contribution[] {
    return [...history.titles]
      .map((from, place) => ({
        title: from,
        amount: (this.#speaksFor.get(from)?.get(title) ?? 0) * history.weights[place]!,
      }))
      .filter(({ amount }) => amount !== 0)
      .sort((a, b) => b.amount - a.amount)
  }

  save(): ModelParts {
    throw new Error('It is made by hand')
  }
}

const { of, everybodys } = modelOfProfile

/** Has what is promoted serve again. */
export function servePromoted(): void {
  Object.assign(modelOfProfile, { of, everybodys })
}

/** Has a model serve in this process, in the place of what is promoted. Null stands for none. */
export function serve(model: (Model & { titleIds: readonly string[] }) | null): ServedModel | null {
  const served = model && {
    ...{ id: newId(), version: 1, model, titleIds: model.titleIds },
    indexOf: new Map(model.titleIds.map((id, index) => [id, index])),
  }
  modelOfProfile.of = () => served
  modelOfProfile.everybodys = () => served
  return served
}
