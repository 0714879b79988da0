import { fitAuto, type Trial } from '../auto.js'
import type { Interactions } from '../dataset/interactions.js'
import { modelTypes } from '../models/index.js'
import type { FitContext, LearningPoint, Model, ModelKind } from '../models/model.js'
import type { SplitKind } from '../split.js'

/** A kind of model with its own parameters, or whichever does best. */
export type Choice = 'auto' | ModelKind

export interface Fitted {
  model: Model
  curve: LearningPoint[]
  /** What was judged on the way, on splits inside the data. */
  tried: Trial[]
}

export interface FitInput {
  data: Interactions
  k: number
  /** How `auto` holds data out to choose by. */
  split: SplitKind
  budgetMs: number
  context: FitContext
}

/**
 * Fits a kind of model with its defaults, or the best one that the budget finds.
 * @throws Error when there is no such kind
 */
export async function fitChosen(choice: Choice, input: FitInput): Promise<Fitted> {
  if (choice === 'auto') return fitBest(input)
  const curve: LearningPoint[] = []
  const { data, context } = input
  const onProgress: FitContext['onProgress'] = (share, point) => {
    context.onProgress?.(share)
    if (point) curve.push(point)
  }
  const type = modelTypes[choice]
  if (!type) throw new Error(`There is no kind of model ${choice}`)
  const model = await type.fit(data, type.defaults, { ...context, onProgress })
  return { model, curve, tried: [] }
}

async function fitBest({ data, k, split, budgetMs, context }: FitInput): Promise<Fitted> {
  const { backend, seed, features, onProgress } = context
  const { model, tried } = await fitAuto({
    ...{ data, features, backend, seed, budgetMs, k, split },
    onProgress: (share) => onProgress?.(share),
  })
  return { model, curve: [], tried }
}
