import type { History } from '../../dataset/interactions.js'
import type { Contribution, Model, ModelParts, Parameters } from '../model.js'
import { ColdTitles } from '../content/cold_titles.js'
import { ModelDamaged, arrayOf, checkKind, numberOf } from '../model_parts.js'
import type { ColdPart } from './cold_part.js'
import { historyView } from './history_view.js'
import { scoreOf, type Part } from './part.js'

/**
 * Several models as one: the weighted sum of their scores, each standardised for the profile. Titles
 * that few have watched are drawn to what they are, where that is known.
 */
export class Blended implements Model {
  readonly kind = 'blend'
  private readonly scores: Float32Array
  private explained: ExplainedHistory | null = null

  /** @param parts views of one model share it */
  constructor(
    readonly titleCount: number,
    readonly parts: readonly Part[],
    readonly parameters: Parameters,
    readonly cold: ColdPart | null = null
  ) {
    this.scores = new Float32Array(titleCount)
  }

  score(history: History, at: number, out: Float32Array): void {
    this.blend(history, at, out)
  }

  /** @returns what a unit of the cold part's scores is in those of the blend; 0 without one */
  private blend(history: History, at: number, out: Float32Array): number {
    out.fill(0)
    for (const part of this.parts) {
      scoreOf(part, history, at, this.scores)
      addTo(out, this.scores, part.weight)
    }
    if (!this.cold) return 0
    this.cold.model.score(history, at, this.scores)
    return this.cold.titles.mix(out, this.scores)
  }

  /** The parts' contributions in the blend's unit: times the part's weight, by its deviation. */
  explain(history: History, title: number, at: number): Contribution[] {
    const amounts = new Map<number, number>()
    const add = (watched: number, amount: number) =>
      amounts.set(watched, (amounts.get(watched) ?? 0) + amount)
    const known = this.cold?.titles.shares[title] ?? 1
    const { views, deviations, unit } = this.explainedFrom(history, at)
    if (this.cold && known < 1) {
      for (const { title: watched, amount } of this.cold.model.explain(history, title, at)) {
        add(watched, (1 - known) * unit * amount)
      }
    }
    for (const [number, part] of this.parts.entries()) {
      const deviation = deviations[number]!
      if (deviation === 0) continue
      for (const { title: watched, amount } of part.model.explain(views[number]!, title, at)) {
        add(watched, (known * part.weight * amount) / deviation)
      }
    }
    return Array.from(amounts, ([watched, amount]) => ({ title: watched, amount })).sort(
      (a, b) => b.amount - a.amount || a.title - b.title
    )
  }

  /** What explaining needs of a history, scored once while title after title is explained from it. */
  private explainedFrom(history: History, at: number): ExplainedHistory {
    const known = this.explained
    if (known && known.history === history && known.at === at) return known
    const views = this.parts.map(({ halfLife }) => historyView(history, halfLife))
    const deviations = this.parts.map((part) => scoreOf(part, history, at, this.scores))
    const unit = this.cold ? this.blend(history, at, new Float32Array(this.titleCount)) : 0
    this.explained = { history, at, views, deviations, unit }
    return this.explained
  }

  /** The models' own parts, with their arrays named `number of the model/name`; the cold part's is the last. */
  save(): ModelParts {
    const models = [...new Set(this.parts.map(({ model }) => model))]
    if (this.cold) models.push(this.cold.model)
    const saved = models.map((model) => model.save())
    const arrays: Record<string, ModelParts['arrays'][string]> = {}
    for (const [number, parts] of saved.entries()) {
      for (const [name, array] of Object.entries(parts.arrays)) arrays[`${number}/${name}`] = array
    }
    if (this.cold) arrays.shares = this.cold.titles.shares
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {
        hasCold: this.cold !== null,
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

interface ExplainedHistory {
  history: History
  at: number
  /** The history as each part sees it. */
  views: History[]
  /** By what each part's scores are divided. */
  deviations: number[]
  /** What a unit of the cold part's scores is in those of the blend. */
  unit: number
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
  return new Blended(parts.titleCount, views, parts.parameters, coldOf(parts, models))
}

/** The cold part's model is the last one. */
function coldOf(parts: ModelParts, models: readonly Model[]): ColdPart | null {
  if (parts.meta.hasCold !== true) return null
  const model = models.at(-1)
  if (model?.kind !== 'content') throw new ModelDamaged('its cold part is missing')
  const shares = arrayOf(parts, 'shares', Float32Array, parts.titleCount)
  if (shares.some((share) => share < 0 || share > 1)) {
    throw new ModelDamaged('shares holds what is no share')
  }
  return { model, titles: new ColdTitles(shares) }
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

/** `sums += factor · values`: a plain loop, as an iterator takes several times as long on every request. */
function addTo(sums: Float32Array, values: Float32Array, factor: number): void {
  const count = sums.length
  for (let at = 0; at < count; at++) sums[at]! += factor * values[at]!
}
