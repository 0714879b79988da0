import type { History } from '../dataset/interactions.js'
import { likesIn } from './likes.js'
import type { Contribution, Model, ModelParts, ModelType } from './model.js'
import { arrayOf, checkKind, numberOf } from './model_parts.js'
import { popularityPrior } from './popularity_prior.js'
import { VaeScorer, type VaeLayers } from './vae/scorer.js'
import { train, type Training } from './vae/train.js'

export type VaeParameters = { [name in keyof Training]: number }

/**
 * Mult-VAE with partial regularisation (Liang, Krishnan, Hoffman and Jebara 2018, "Variational
 * autoencoders for collaborative filtering"), trained by tfjs layers and Adam. The paper's sizes are
 * for some hundred thousand profiles; these are for thousands.
 */
export const vae: ModelType<VaeParameters> = {
  kind: 'vae',
  defaults: {
    hidden: 200,
    latent: 64,
    epochs: 50,
    batch: 50,
    learningRate: 0.001,
    dropout: 0.5,
    beta: 0.5,
    annealingEpochs: 25,
    heldOut: 0,
    patience: 8,
  },

  async fit(data, parameters, context) {
    check(parameters)
    const layers = await train(data, parameters, context)
    return new Vae(parameters, layers, popularityPrior(data))
  },

  load(parts) {
    checkKind(parts, 'vae')
    const { titleCount: titles, parameters } = parts
    const hidden = numberOf(parameters, 'hidden', 2)
    const latent = numberOf(parameters, 'latent', 1)
    const read = (name: string, length: number) => arrayOf(parts, name, Float32Array, length)
    const layers: VaeLayers = {
      encoderKernel: read('encoderKernel', titles * hidden),
      encoderBias: read('encoderBias', hidden),
      meanKernel: read('meanKernel', hidden * latent),
      meanBias: read('meanBias', latent),
      decoderKernel: read('decoderKernel', latent * hidden),
      decoderBias: read('decoderBias', hidden),
      titleRows: read('titleRows', titles * hidden),
      titleBias: read('titleBias', titles),
    }
    return new Vae(parameters as VaeParameters, layers, read('prior', titles))
  },
}

function check(parameters: VaeParameters): void {
  const { hidden, latent, epochs, batch, annealingEpochs, patience } = parameters
  for (const count of [hidden, latent, epochs, batch, annealingEpochs, patience]) {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`${count} is no count`)
  }
  if (hidden % 2 !== 0) throw new RangeError(`Hidden units come in pairs, not ${hidden}`)
  const { dropout, heldOut, beta, learningRate } = parameters
  if (!(dropout >= 0 && dropout < 1) || !(heldOut >= 0 && heldOut < 1)) {
    throw new RangeError('What is dropped or held out is a share, and not all')
  }
  if (!(beta >= 0) || !(learningRate > 0)) {
    throw new RangeError('The KL term and the steps are not negative')
  }
}

class Vae implements Model {
  readonly kind = 'vae'
  readonly titleCount: number
  private readonly scorer: VaeScorer

  constructor(
    readonly parameters: VaeParameters,
    private readonly layers: VaeLayers,
    private readonly prior: Float32Array
  ) {
    this.titleCount = prior.length
    this.scorer = new VaeScorer(layers)
  }

  score(history: History, _at: number, out: Float32Array): void {
    if (isEmpty(history)) out.set(this.prior)
    else this.scorer.score(history, out)
  }

  /** Leaves each title of the history out: by how much the score falls is what it spoke for. */
  explain(history: History, title: number, _at: number): Contribution[] {
    if (isEmpty(history)) return []
    const falls = this.scorer.withoutEach(history, title)
    return Array.from(falls, (amount, at) => ({ title: history.titles[at]!, amount })).sort(
      (a, b) => b.amount - a.amount || a.title - b.title
    )
  }

  save(): ModelParts {
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {},
      arrays: { ...this.layers, prior: this.prior },
    }
  }
}

function isEmpty({ titles, weights }: History): boolean {
  return likesIn(weights, 0, titles.length) === 0
}
