import { checkEmphasis, NO_EMPHASIS, type Emphasis } from './emphasis.js'
import { ItemToItem, loadItemToItem } from './item_to_item.js'
import {
  checkParameters,
  fitItemWeights,
  type LinearAutoencoderParameters,
} from './linear_autoencoder.js'
import type { ModelType } from './model.js'
import { popularityPrior } from './popularity_prior.js'

export type EdlaeParameters = LinearAutoencoderParameters &
  Emphasis & {
    /** λ, above 0. */
    regularisation: number
    /** p: share of a history that is hidden while the rest must restore it; from 0, below 1. */
    dropout: number
  }

/**
 * The linear autoencoder that learns to restore what was hidden from it, in closed form (Steck 2020,
 * "Autoencoders that don't overfit towards the identity"): dropout in expectation adds
 * p / (1 - p) · diag(XᵀX) to the regularisation, so that popular titles are held back most.
 *
 * With nearness it learns most from what was watched close in time, which finds much more where times
 * are real: NDCG@20 on random splits of MovieLens-100K 0.450 instead of 0.437. A tail of 0.2 gives 0.328
 * instead of 0.315 on LastFM-2k, without times.
 */
export const edlae: ModelType<EdlaeParameters> = {
  kind: 'edlae',
  defaults: {
    regularisation: 200,
    dropout: 0.4,
    confidence: 0,
    keep: 2000,
    titles: 12_000,
    ...NO_EMPHASIS,
  },

  async fit(data, parameters, context) {
    checkParameters(parameters)
    const { regularisation, dropout } = parameters
    if (!(dropout >= 0 && dropout < 1)) {
      throw new RangeError(`A dropout is from 0 and below 1, not ${dropout}`)
    }
    checkEmphasis(parameters)
    const odds = dropout / (1 - dropout)
    const ridge = (diagonal: number) => regularisation + odds * diagonal
    const weights = await fitItemWeights(data, parameters, ridge, parameters, context)
    return new ItemToItem('edlae', parameters, weights, popularityPrior(data))
  },

  load(parts) {
    return loadItemToItem(parts, 'edlae', edlae.defaults)
  },
}
