import type { History } from '../../dataset/interactions.js'
import { dotRows } from '../dot_rows.js'
import { inputScale } from './input_scale.js'

/** The trained network without its training: what scoring needs, all row by row. */
export interface VaeLayers {
  /** [titles × hidden], [hidden] */
  encoderKernel: Float32Array
  encoderBias: Float32Array
  /** [hidden × latent], [latent] */
  meanKernel: Float32Array
  meanBias: Float32Array
  /** [latent × hidden], [hidden] */
  decoderKernel: Float32Array
  decoderBias: Float32Array
  /** [titles × hidden]: a title's row lies together. [titles] */
  titleRows: Float32Array
  titleBias: Float32Array
}

/**
 * Scores a history by the network with the mean in place of a sample, in typed arrays. The first
 * layer costs the history's titles × hidden multiplications, the last all titles × hidden: with 10,000
 * titles and 200 hidden units 2 million, nearly all of the work.
 */
export class VaeScorer {
  private readonly hidden: number
  private readonly sum: Float64Array
  private readonly inner: Float64Array
  private readonly mean: Float64Array
  private readonly outer: Float32Array

  constructor(private readonly network: VaeLayers) {
    this.hidden = network.encoderBias.length
    this.sum = new Float64Array(this.hidden)
    this.inner = new Float64Array(this.hidden)
    this.mean = new Float64Array(network.meanBias.length)
    this.outer = new Float32Array(this.hidden)
  }

  score(history: History, out: Float32Array): void {
    this.add(history)
    this.decode(inputScale(history.weights))
    dotRows(this.network.titleRows, this.outer, out)
    const { titleBias } = this.network
    for (let title = 0; title < out.length; title++) out[title]! += titleBias[title]!
  }

  /** By how much the score of a title falls without each title of the history. */
  withoutEach(history: History, title: number): Float64Array {
    this.add(history)
    const all = this.scoreOf(title, inputScale(history.weights))
    const weights = Float32Array.from(history.weights)
    const falls = new Float64Array(weights.length)
    for (let at = 0; at < weights.length; at++) {
      const weight = weights[at]!
      if (weight === 0) continue
      this.addTitle(history.titles[at]!, -weight)
      weights[at] = 0
      falls[at] = all - this.scoreOf(title, inputScale(weights))
      weights[at] = weight
      this.addTitle(history.titles[at]!, weight)
    }
    return falls
  }

  private add({ titles, weights }: History): void {
    this.sum.fill(0)
    for (let at = 0; at < titles.length; at++) this.addTitle(titles[at]!, weights[at]!)
  }

  private addTitle(title: number, weight: number): void {
    const { sum, hidden } = this
    const { encoderKernel } = this.network
    const offset = title * hidden
    for (let h = 0; h < hidden; h++) sum[h]! += weight * encoderKernel[offset + h]!
  }

  private scoreOf(title: number, scale: number): number {
    this.decode(scale)
    const { titleRows, titleBias } = this.network
    const offset = title * this.hidden
    let score = titleBias[title]!
    for (let h = 0; h < this.hidden; h++) score += titleRows[offset + h]! * this.outer[h]!
    return score
  }

  /** From the weighted sum of the first layer's rows to the last hidden layer. */
  private decode(scale: number): void {
    const { network, hidden, sum, inner, mean, outer } = this
    for (let h = 0; h < hidden; h++) inner[h] = Math.tanh(scale * sum[h]! + network.encoderBias[h]!)
    product(inner, network.meanKernel, network.meanBias, mean)
    product(mean, network.decoderKernel, network.decoderBias, inner)
    for (let h = 0; h < hidden; h++) outer[h] = Math.tanh(inner[h]!)
  }
}

/** `out = vector · kernel + bias`, with the kernel [vector × out] read row by row. */
function product(
  vector: Float64Array,
  kernel: Float32Array,
  bias: Float32Array,
  out: Float64Array
): void {
  const width = out.length
  out.set(bias)
  let offset = 0
  for (const value of vector) {
    for (let column = 0; column < width; column++) {
      out[column]! += value * kernel[offset + column]!
    }
    offset += width
  }
}
