import type { ModelKind, Parameters } from '../models/model.js'
import type { Levels } from '../tune.js'
import type { DataShape } from './data_shape.js'

/** What is searched for one kind of model. */
export interface Space {
  kind: ModelKind
  /** Beside the model's own defaults, where the search begins. */
  first: Parameters
  levels: Levels<Parameters>
  /** As in a blend's `View`: the ways in which the model may be asked. */
  halfLives: readonly number[]
  /** Settings that are judged at most, however much time there is. */
  trials: number
  /** Of the best settings, so many may take part: models that differ err differently. */
  taken: number
  /** Below this share of the best quality of any kind it takes no part; 0 where it costs nothing to. */
  worthy: number
}

const WHOLE_HISTORY = [0]
/** What was watched last, what was watched lately, and all of it. */
const FADING = [0, 2, 8, 30]

const EDLAE: Levels<Parameters> = {
  regularisation: [5, 15, 30, 60, 100, 180, 300, 600, 1200],
  dropout: [0.1, 0.2, 0.33, 0.5, 0.66],
  tail: [0, 0.1, 0.2, 0.3, 0.4],
  evenness: [0, 0.25, 0.5, 0.75],
}

const NEARNESS: Levels<Parameters> = {
  nearness: [0, 30, 120, 600, 3600, 6 * 3600, 2 * 86_400],
  apart: [0.1, 0.2, 0.3, 0.45, 0.6],
}

const IALS: Levels<Parameters> = {
  dimensions: [8, 16, 24, 32, 48, 64, 96, 128],
  unobserved: [0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 1],
  regularisation: [0.001, 0.002, 0.004, 0.007, 0.01, 0.014, 0.02, 0.03, 0.05],
  iterations: [3, 5, 8, 12, 16],
}

/** The kinds that learn from what was watched, in the order in which they are worth their time. */
export function spacesFor(shape: DataShape): Space[] {
  const confidence: Levels<Parameters> = shape.hasConfidence ? { confidence: [0.25, 0.5, 1] } : {}
  // Where times say nothing they are not searched, and what was watched last is not known.
  const near = shape.hasTimes ? NEARNESS : {}
  const nearness: Parameters = shape.hasTimes ? { nearness: 120, apart: 0.3 } : {}
  return [
    {
      kind: 'edlae',
      // A fading history fades by confidence, which must then count.
      first: {
        regularisation: 60,
        dropout: 0.5,
        tail: 0.1,
        evenness: 0.25,
        confidence: 1,
        ...nearness,
      },
      levels: { ...EDLAE, ...near, ...confidence },
      halfLives: shape.hasTimes ? FADING : WHOLE_HISTORY,
      trials: 30,
      taken: 2,
      worthy: 0.8,
    },
    {
      kind: 'ials',
      first: { dimensions: 48, unobserved: 0.3, regularisation: 0.014, iterations: 8 },
      levels: IALS,
      halfLives: WHOLE_HISTORY,
      trials: 20,
      taken: 3,
      worthy: 0.8,
    },
    {
      kind: 'vae',
      first: {},
      levels: {},
      halfLives: WHOLE_HISTORY,
      trials: 1,
      taken: 1,
      // Three times as long as all others take: only where it is about as good as they are.
      worthy: 0.95,
    },
    {
      kind: 'popularity',
      first: { halfLife: 0 },
      levels: shape.hasTimes ? { halfLife: [0, 365, 120, 30, 7] } : {},
      halfLives: WHOLE_HISTORY,
      trials: 5,
      taken: 2,
      worthy: 0,
    },
  ]
}
