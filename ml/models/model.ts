import type { Backend } from '../backend.js'
import type { History, Interactions } from '../dataset/interactions.js'
import type { TitleFeatures } from '../dataset/title_features.js'

export const MODEL_KINDS = [
  'popularity',
  'ease',
  'edlae',
  'ials',
  'vae',
  'content',
  'blend',
] as const

export type ModelKind = (typeof MODEL_KINDS)[number]

/** Hyper-parameters, as a report shows them. */
export type Parameters = Readonly<Record<string, number | string | boolean>>

/** How much one title of a history speaks for a recommended one. */
export interface Contribution {
  /** Index of the history's title. */
  title: number
  /** In the units of the score; below 0 it speaks against. */
  amount: number
}

/**
 * A fitted model. Scoring is synchronous, on typed arrays, and needs no tensor library, so that a web
 * process can score a profile from its latest history while it answers.
 */
export interface Model {
  readonly kind: ModelKind
  /** Columns it knows, in the order of the `Interactions` that it was fitted on. */
  readonly titleCount: number
  readonly parameters: Parameters
  /**
   * Writes a score for every title, higher is better; also for titles of the history, which the
   * caller leaves out of its ranking. Scores are finite, and comparable within one call only.
   * @param out [titleCount]
   * @param at the moment for which is recommended, Unix time in seconds
   */
  score(history: History, at: number, out: Float32Array): void
  /** What of the history speaks for a title, most first; empty when only popularity does. */
  explain(history: History, title: number, at: number): Contribution[]
  save(): ModelParts
}

/** A model as plain JSON and named arrays: all that is needed to load it again, bit for bit. */
export interface ModelParts {
  kind: ModelKind
  titleCount: number
  parameters: Parameters
  /** What is neither a parameter nor an array. */
  meta: Readonly<Record<string, unknown>>
  arrays: Readonly<Record<string, Float32Array | Float64Array | Uint32Array | Uint16Array>>
}

export interface FitContext {
  backend: Backend
  /** Same seed, same data, same backend: same model, to the last bit. */
  seed: number
  /** What titles are, for models that look at it. Row `t` describes title `t`. */
  features: TitleFeatures | null
  /** Stop improving at this moment, `performance.now()`; null without a limit. */
  deadline: number | null
  /** Told now and then: how far it is (0 to 1), and a point of the learning curve where there is one. */
  onProgress?: (share: number, point?: LearningPoint) => void
}

export interface LearningPoint {
  /** Epoch or iteration, from 1. */
  step: number
  /** Training loss, in the model's own units. */
  loss?: number
  /** NDCG@k on held-out data, where the fit looks at it. */
  ndcg?: number
}

/** How models of one kind come to be. One file in `models/` exports one, and `index.ts` lists it. */
export interface ModelType<P extends Parameters = Parameters> {
  readonly kind: ModelKind
  readonly defaults: P
  fit(data: Interactions, parameters: P, context: FitContext): Promise<Model>
  /** @throws E_MODEL_DAMAGED when parts are missing, of the wrong length, or hold what is not a number */
  load(parts: ModelParts): Model
}
