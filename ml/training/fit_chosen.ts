import type { Interactions } from '../dataset/interactions.js'
import { modelTypes } from '../models/index.js'
import type { FitContext, LearningPoint, Model, ModelKind, Parameters } from '../models/model.js'
import type { SplitKind } from '../split.js'

/** A kind of model with its own parameters, or whichever does best. */
export type Choice = 'auto' | ModelKind

/** A setting that was looked at on the way to the chosen one. */
export interface Tried {
  kind: ModelKind
  parameters: Parameters
  ndcg: number
}

export interface Fitted {
  model: Model
  curve: LearningPoint[]
  tried: Tried[]
}

export interface FitInput {
  data: Interactions
  k: number
  /** How `auto` holds data out to choose by. */
  split: SplitKind
  budgetMs: number
  context: FitContext
}

/** Fits a kind of model with its defaults, or the best one that the budget finds. */
export async function fitChosen(choice: Choice, input: FitInput): Promise<Fitted> {
  const curve: LearningPoint[] = []
  const { data, context } = input
  const onProgress: FitContext['onProgress'] = (share, point) => {
    context.onProgress?.(share)
    if (point) curve.push(point)
  }
  const type = modelTypes[choice as ModelKind]
  if (!type) throw new Error(`There is no kind of model ${choice}`)
  const model = await type.fit(data, type.defaults, { ...context, onProgress })
  return { model, curve, tried: [] }
}
