import type { History } from '../../dataset/interactions.js'
import type { Contribution, Model, ModelParts, Parameters } from '../model.js'
import { ModelDamaged, checkKind, numberOf } from '../model_parts.js'
import { historyView } from './history_view.js'
import { scoreOf, type Part } from './part.js'

/** Several models as one: the weighted sum of their scores, each standardised for the profile. */
export class Blended implements Model {
  readonly kind = 'blend'
  private readonly scores: Float32Array

  /** @param parts views of one model share it */
  constructor(
    readonly titleCount: number,
    readonly parts: readonly Part[],
    readonly parameters: Parameters
  ) {
    this.scores = new Float32Array(titleCount)
  }

  score(history: History, at: number, out: Float32Array): void {
    out.fill(0)
    for (const part of this.parts) {
      scoreOf(part, history, at, this.scores)
      for (const [title, score] of this.scores.entries()) out[title]! += part.weight * score
    }
  }

  /** The parts' contributions in the blend's unit: times the part's weight, by its deviation. */
  explain(history: History, title: number, at: number): Contribution[] {
    const amounts = new Map<number, number>()
    for (const part of this.parts) {
      const view = historyView(history, part.halfLife)
      const contributions = part.model.explain(view, title, at)
      if (contributions.length === 0) continue
      const deviation = scoreOf(part, history, at, this.scores)
      if (deviation === 0) continue
      for (const { title: watched, amount } of contributions) {
        const share = (part.weight * amount) / deviation
        amounts.set(watched, (amounts.get(watched) ?? 0) + share)
      }
    }
    return Array.from(amounts, ([watched, amount]) => ({ title: watched, amount })).sort(
      (a, b) => b.amount - a.amount || a.title - b.title
    )
  }

  /** The models' own parts, with their arrays named `number of the model/name`. */
  save(): ModelParts {
    const models = [...new Set(this.parts.map(({ model }) => model))]
    const saved = models.map((model) => model.save())
    const arrays: Record<string, ModelParts['arrays'][string]> = {}
    for (const [number, parts] of saved.entries()) {
      for (const [name, array] of Object.entries(parts.arrays)) arrays[`${number}/${name}`] = array
    }
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {
        models: saved.map(({ kind, titleCount, parameters, meta }) => ({
          kind,
          titleCount,
          parameters,
          meta,
        })),
        parts: this.parts.map(({ model, halfLife, weight }) => ({
          model: models.indexOf(model),
          halfLife,
          weight,
        })),
      },
      arrays,
    }
  }
}

/**
 * A blend from what `save` gave.
 * @param loadPart loads one of its models
 * @throws E_MODEL_DAMAGED
 */
export function loadBlended(parts: ModelParts, loadPart: (parts: ModelParts) => Model): Blended {
  checkKind(parts, 'blend')
  const models = listOf(parts.meta, 'models').map((saved, number) =>
    loadPart(modelPartsOf(parts, saved, number))
  )
  for (const { titleCount } of models) {
    if (titleCount !== parts.titleCount) {
      throw new ModelDamaged(`a part knows ${titleCount} titles, and not ${parts.titleCount}`)
    }
  }
  const views = listOf(parts.meta, 'parts').map((saved): Part => {
    const model = models[numberOf(saved, 'model', 0)]
    if (!model) throw new ModelDamaged('a part is of no model')
    return {
      model,
      halfLife: numberOf(saved, 'halfLife', 0),
      weight: numberOf(saved, 'weight', 0),
    }
  })
  return new Blended(parts.titleCount, views, parts.parameters)
}

function modelPartsOf(
  parts: ModelParts,
  saved: Record<string, unknown>,
  number: number
): ModelParts {
  const prefix = `${number}/`
  const arrays = Object.entries(parts.arrays)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, array]) => [name.slice(prefix.length), array])
  const { kind, parameters, meta } = saved as Omit<ModelParts, 'arrays'>
  if (!isObject(parameters) || !isObject(meta)) {
    throw new ModelDamaged('a part lacks its parameters')
  }
  const titleCount = numberOf(saved, 'titleCount', 0)
  return { kind, titleCount, parameters, meta, arrays: Object.fromEntries(arrays) }
}

function listOf(meta: ModelParts['meta'], name: string): Record<string, unknown>[] {
  const list = meta[name]
  if (!Array.isArray(list) || !list.every(isObject)) throw new ModelDamaged(`${name} is no list`)
  return list
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
