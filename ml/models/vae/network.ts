import type * as tf from '@tensorflow/tfjs-core'
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers'

type TensorFlow = typeof tf
type TensorFlowLayers = typeof import('@tensorflow/tfjs-layers')

export interface Sizes {
  titles: number
  hidden: number
  latent: number
}

/** What training found, by the names of the paper's f (encoder) and g (decoder). */
export interface Weights {
  /** [titles × hidden], [hidden] */
  encoderKernel: Float32Array
  encoderBias: Float32Array
  /** [hidden × latent], [latent] */
  meanKernel: Float32Array
  meanBias: Float32Array
  /** [latent × hidden], [hidden] */
  decoderKernel: Float32Array
  decoderBias: Float32Array
  /** [hidden × titles], [titles] */
  titleKernel: Float32Array
  titleBias: Float32Array
}

export interface Batch {
  /** [profiles × titles] histories scaled to length 1, with dropout. */
  input: tf.Tensor2D
  /** [profiles × titles] what is to be told: the histories' weights. */
  target: tf.Tensor2D
  /** [profiles × latent] standard normal. */
  noise: tf.Tensor2D
}

/**
 * The network of Mult-VAE (Liang et al. 2018, "Variational autoencoders for collaborative
 * filtering", sections 2.1 to 2.3): `titles → hidden → latent → hidden → titles`, tanh between.
 * Its tensors live until `dispose`.
 */
export class VaeNetwork {
  /** [profiles × titles] → means and log variances, [profiles × latent] each. */
  private readonly encoder: LayersModel
  /** [profiles × latent] → logits, [profiles × titles]. */
  private readonly decoder: LayersModel
  private readonly optimizer: tf.Optimizer

  constructor(
    private readonly tensors: TensorFlow,
    { layers, input, model, initializers }: TensorFlowLayers,
    sizes: Sizes,
    learningRate: number,
    seed: number
  ) {
    let drawn = 0
    const dense = (units: number, activation: 'tanh' | 'linear', to: SymbolicTensor) =>
      layers
        .dense({
          units,
          activation,
          kernelInitializer: initializers.glorotNormal({ seed: seed + ++drawn }),
        })
        .apply(to) as SymbolicTensor

    const history = input({ shape: [sizes.titles] })
    const inner = dense(sizes.hidden, 'tanh', history)
    this.encoder = model({
      inputs: history,
      outputs: [dense(sizes.latent, 'linear', inner), dense(sizes.latent, 'linear', inner)],
    })
    const latent = input({ shape: [sizes.latent] })
    this.decoder = model({
      inputs: latent,
      outputs: dense(sizes.titles, 'linear', dense(sizes.hidden, 'tanh', latent)),
    })
    this.optimizer = tensors.train.adam(learningRate)
  }

  /**
   * One step of Adam on a batch.
   * @param beta weight of the KL term, 0 to 1
   * @returns the loss: nats per profile
   */
  train(batch: Batch, beta: number): number {
    return this.tensors.tidy(() => {
      const loss = this.optimizer.minimize(() => this.loss(batch, beta), true, this.variables())
      return loss!.dataSync()[0]!
    })
  }

  /** Negative ELBO with the multinomial likelihood (equations 2, 5 and 6). */
  private loss({ input, target, noise }: Batch, beta: number): tf.Scalar {
    const { tensors } = this
    const [mean, logVariance] = this.encoder.apply(input) as [tf.Tensor2D, tf.Tensor2D]
    // exp(log σ² / 2) = σ
    const deviation = tensors.exp(tensors.mul(logVariance, 0.5))
    const latent = tensors.add(mean, tensors.mul(deviation, noise))
    const logits = this.decoder.apply(latent) as tf.Tensor2D
    const logLikelihood = sumPerRow(tensors, tensors.mul(tensors.logSoftmax(logits), target))
    // -2 KL = Σ 1 + log σ² - μ² - σ²
    const spread = tensors.sub(tensors.add(logVariance, 1), tensors.exp(logVariance))
    const divergence = sumPerRow(tensors, tensors.sub(spread, tensors.square(mean)))
    return tensors.neg(tensors.add(logLikelihood, tensors.mul(divergence, beta / 2))) as tf.Scalar
  }

  weights(): Weights {
    const [encoderKernel, encoderBias, meanKernel, meanBias] = numbersOf(this.encoder)
    const [decoderKernel, decoderBias, titleKernel, titleBias] = numbersOf(this.decoder)
    return {
      encoderKernel: encoderKernel!,
      encoderBias: encoderBias!,
      meanKernel: meanKernel!,
      meanBias: meanBias!,
      decoderKernel: decoderKernel!,
      decoderBias: decoderBias!,
      titleKernel: titleKernel!,
      titleBias: titleBias!,
    }
  }

  dispose(): void {
    this.encoder.dispose()
    this.decoder.dispose()
    this.optimizer.dispose()
  }

  /** Named, since by default an optimiser trains every variable that the process has. */
  private variables(): tf.Variable[] {
    return [...this.encoder.trainableWeights, ...this.decoder.trainableWeights].map(
      (weight) => weight.read() as tf.Variable
    )
  }
}

/** Kernels and biases, layer by layer in the order that they were added. */
function numbersOf(model: LayersModel): Float32Array[] {
  return model.getWeights().map((weight) => weight.dataSync<'float32'>().slice())
}

/** The mean over rows of their sums. */
function sumPerRow(tensors: TensorFlow, matrix: tf.Tensor): tf.Scalar {
  return tensors.div(tensors.sum(matrix), matrix.shape[0]!) as tf.Scalar
}
