import type { Model } from '../model.js'
import type { History } from '../../dataset/interactions.js'
import { historyView } from './history_view.js'
import { standardise } from './standardise.js'

/** A model with the way in which it is asked. */
export interface View {
  model: Model
  /** After how many titles of the history a weight halves; 0 when all count alike. */
  halfLife: number
}

/** A view with what it counts for in a blend. */
export interface Part extends View {
  /** Of its standardised score; above 0. */
  weight: number
}

/**
 * Writes a view's standardised scores for a history.
 * @returns the deviation that they had before
 */
export function scoreOf(view: View, history: History, at: number, out: Float32Array): number {
  view.model.score(historyView(history, view.halfLife), at, out)
  // Popularity is far from a normal distribution: most of it lies with few titles.
  if (view.model.kind === 'popularity') toLogarithms(out)
  return standardise(out)
}

/** Relative to the highest score, so that the unit does not matter. */
function toLogarithms(scores: Float32Array): void {
  let most = 0
  for (const score of scores) most = Math.max(most, score)
  if (most === 0) return
  for (let title = 0; title < scores.length; title++) {
    scores[title] = Math.log1p((SMOOTHING * Math.max(scores[title]!, 0)) / most)
  }
}

const SMOOTHING = 1000
