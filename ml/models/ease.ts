import { NO_EMPHASIS } from './emphasis.js'
import { ItemToItem, loadItemToItem } from './item_to_item.js'
import {
  checkParameters,
  fitItemWeights,
  type LinearAutoencoderParameters,
} from './linear_autoencoder.js'
import type { ModelType } from './model.js'
import { popularityPrior } from './popularity_prior.js'

export type EaseParameters = LinearAutoencoderParameters & {
  /** λ, above 0: grows with the number of likes that a title has. */
  regularisation: number
}

/** A linear autoencoder in closed form (Steck 2019): Λ = λI. */
export const ease: ModelType<EaseParameters> = {
  kind: 'ease',
  defaults: { regularisation: 300, confidence: 0, keep: 2000, titles: 12_000 },

  async fit(data, parameters, context) {
    checkParameters(parameters)
    const { regularisation } = parameters
    const weights = await fitItemWeights(
      data,
      parameters,
      () => regularisation,
      NO_EMPHASIS,
      context
    )
    return new ItemToItem('ease', parameters, weights, popularityPrior(data))
  },

  load(parts) {
    return loadItemToItem(parts, 'ease', ease.defaults)
  },
}
