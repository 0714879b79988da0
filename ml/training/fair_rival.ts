import type { Interactions } from '../dataset/interactions.js'
import { modelTypes } from '../models/index.js'
import type { FitContext, Model, ModelKind, Parameters } from '../models/model.js'
import { KnownTitles } from './known_titles.js'

/** A model that a new one is compared with. */
export interface Rival {
  kind: ModelKind
  parameters: Parameters
  /** The model as it serves; null when it cannot be read. */
  fitted: { model: Model; titleIds: readonly string[] } | null
  /** The newest like that it learned from, Unix time in seconds; null when that is not known. */
  learnedUntil: number | null
}

/** What stands for a rival in a comparison. */
export interface FairRival {
  model: Pick<Model, 'score'>
  /** `as it is`, or `fitted anew`: the same kind and parameters, on the same data as the others. */
  as: 'as it is' | 'fitted anew'
  /** How many of the titles it knows. */
  titles: number
}

/** Below this a model of other titles would be judged by what it cannot know. */
const LEAST_KNOWN = 0.5

/**
 * A model may be judged as it is only by what it has not learned from: by likes that are newer than
 * it, of titles that it mostly knows. Otherwise it would be praised for its memory, and its kind and
 * parameters are fitted anew on what the others learn from.
 */
export function mayStandAsItIs(rival: Rival, train: Interactions, heldOut: Interactions): boolean {
  if (rival.fitted === null || rival.learnedUntil === null) return false
  if (!(earliest(heldOut) > rival.learnedUntil)) return false
  const { model, titleIds } = rival.fitted
  const known = new KnownTitles(model, titleIds, train.titles).known
  return known >= train.titles.length * LEAST_KNOWN
}

/** @throws Error when there is no such kind of model any more, or it cannot be fitted on this data */
export async function fairRival(
  rival: Rival,
  train: Interactions,
  { asItIs, context }: { asItIs: boolean; context: FitContext }
): Promise<FairRival> {
  if (asItIs && rival.fitted) {
    const model = new KnownTitles(rival.fitted.model, rival.fitted.titleIds, train.titles)
    return { model, as: 'as it is', titles: model.known }
  }
  const type = modelTypes[rival.kind]
  if (!type) throw new Error(`There is no kind of model ${rival.kind} any more`)
  const model = await type.fit(train, { ...type.defaults, ...rival.parameters }, context)
  return { model, as: 'fitted anew', titles: train.titles.length }
}

function earliest({ times }: Interactions): number {
  return times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
}
