import { setImmediate as turn } from 'node:timers/promises'
import type { Interactions } from '../../dataset/interactions.js'
import { evaluate } from '../../metrics/index.js'
import { seededRandom } from '../../random.js'
import { splitRandomly } from '../../split.js'
import type { FitContext, LearningPoint } from '../model.js'
import { batchesOf, batchOf } from './batches.js'
import { VaeNetwork, type Weights } from './network.js'
import { VaeScorer, type VaeLayers } from './scorer.js'

export interface Training {
  hidden: number
  latent: number
  /** Times that every profile is seen, at most. */
  epochs: number
  batch: number
  learningRate: number
  dropout: number
  /** The KL term's weight in the end; it rises from 0 in equal steps over the first epochs. */
  beta: number
  annealingEpochs: number
  /** Share of the likes that is held out to find the best epoch; 0: the last epoch is taken. */
  heldOut: number
  /** Epochs without a better NDCG after which training stops. */
  patience: number
}

/** Profiles that an epoch is judged by, and the length of their lists. */
const JUDGES = 500
const K = 20

/**
 * Trains a Mult-VAE. Every random draw comes from the seed, and the tensors are gone at the end.
 * @returns the weights of the best epoch by held-out NDCG, or of the last one
 */
export async function train(
  data: Interactions,
  wanted: Training,
  context: FitContext
): Promise<VaeLayers> {
  // Only a fit needs them; a web process, which loads models, shall not carry them.
  const tensorFlowLayers = await import('@tensorflow/tfjs-layers')
  const { tf } = context.backend
  const random = seededRandom(context.seed)
  const judged = wanted.heldOut > 0 ? splitRandomly(data, context.seed, wanted.heldOut) : null
  const seen = judged?.train ?? data
  const sizes = { titles: data.titles.length, hidden: wanted.hidden, latent: wanted.latent }
  const network = new VaeNetwork(tf, tensorFlowLayers, sizes, wanted.learningRate, context.seed)
  try {
    let best: { layers: VaeLayers; ndcg: number; epoch: number } | null = null
    for (let epoch = 1; epoch <= wanted.epochs; epoch++) {
      const loss = await trainEpoch(network, seen, wanted, epoch, random, context)
      const point: LearningPoint = { step: epoch, loss }
      if (judged) {
        const layers = layersOf(network.weights(), sizes.titles)
        point.ndcg = ndcgOf(layers, judged)
        if (!best || point.ndcg > best.ndcg) best = { layers, ndcg: point.ndcg, epoch }
      }
      context.onProgress?.(epoch / wanted.epochs, point)
      if (isOver(context) || (best && epoch - best.epoch >= wanted.patience)) break
    }
    return best?.layers ?? layersOf(network.weights(), sizes.titles)
  } finally {
    network.dispose()
  }
}

/** @returns the mean loss of its batches */
async function trainEpoch(
  network: VaeNetwork,
  data: Interactions,
  wanted: Training,
  epoch: number,
  random: () => number,
  context: FitContext
): Promise<number> {
  const batches = batchesOf(data, wanted.batch, random)
  let sum = 0
  let done = 0
  for (const rows of batches) {
    if (done > 0 && isOver(context)) break
    const progress = (epoch - 1 + done / batches.length) / wanted.annealingEpochs
    const batch = batchOf(context.backend.tf, data, rows, wanted, random)
    sum += network.train(batch, wanted.beta * Math.min(progress, 1))
    context.backend.tf.dispose([batch.input, batch.target, batch.noise])
    done++
    await turn()
  }
  return sum / Math.max(done, 1)
}

function isOver({ deadline }: FitContext): boolean {
  return deadline !== null && performance.now() >= deadline
}

function ndcgOf(
  layers: VaeLayers,
  { train: known, heldOut }: { train: Interactions; heldOut: Interactions }
): number {
  const scorer = new VaeScorer(layers)
  const model = {
    score: (history: Parameters<VaeScorer['score']>[0], _at: number, out: Float32Array) =>
      scorer.score(history, out),
  }
  return evaluate({ model, train: known, heldOut, k: K, at: 0, sample: JUDGES }).ndcg.value
}

function layersOf({ titleKernel, ...others }: Weights, titles: number): VaeLayers {
  const hidden = others.encoderBias.length
  const titleRows = new Float32Array(titleKernel.length)
  for (let h = 0; h < hidden; h++) {
    for (let title = 0; title < titles; title++) {
      titleRows[title * hidden + h] = titleKernel[h * titles + title]!
    }
  }
  return { ...others, titleRows }
}
