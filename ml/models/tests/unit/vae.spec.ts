import { test } from '@japa/runner'
import fc from 'fast-check'
import { openBackend, type Backend } from '../../../backend.js'
import type { FitContext, LearningPoint, Model, ModelParts } from '../../model.js'
import { ModelDamaged } from '../../model_parts.js'
import { vae, type VaeParameters } from '../../vae.js'
import { likesOf, plantedTastes } from '../planted_tastes.js'

const NOW = 1_700_100_000
const data = plantedTastes()
const titles = data.titles.length
const parameters: VaeParameters = {
  ...vae.defaults,
  hidden: 16,
  latent: 6,
  epochs: 40,
  batch: 30,
  learningRate: 0.02,
  annealingEpochs: 20,
}

async function fit(
  more: Partial<VaeParameters> = {},
  context: Partial<FitContext> = {},
  name?: Backend['name']
): Promise<Model> {
  const backend = await openBackend(name)
  const whole = { backend, seed: 1, features: null, deadline: null, ...context }
  return vae.fit(data, { ...parameters, ...more }, whole)
}

function scoresOf(model: Model, history = likesOf(0, 3)): Float32Array {
  const out = new Float32Array(titles)
  model.score(history, NOW, out)
  return out
}

const anyHistory = fc
  .uniqueArray(fc.nat(titles - 1), { minLength: 1 })
  .map((watched) => ({ ...likesOf(...watched), weights: weightsLike(watched) }))

function weightsLike(watched: number[]): Float32Array {
  return Float32Array.from(watched, (title) => 0.5 + (title % 4))
}

test.group('Mult-VAE', () => {
  for (const name of [undefined, 'wasm'] as const) {
    test(`it learns tastes, on ${name ?? 'the best engine there is'}`, async ({ assert }) => {
      const losses: number[] = []
      const onProgress = (_: number, point?: LearningPoint) => losses.push(point!.loss!)
      const model = await fit({}, { onProgress }, name)
      assert.lengthOf(losses, 40)
      assert.isBelow(losses.at(-1)!, losses[0]!)
      for (const group of [0, 1, 2]) {
        const scores = scoresOf(model, likesOf(group, group + 3, group + 6))
        const ranked = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!)
        assert.deepEqual(
          ranked.slice(0, 8).map((title) => title % 3),
          new Array(8).fill(group)
        )
      }
    })

    test(`same seed, same model to the last bit, on ${name ?? 'the best engine there is'}`, async ({
      assert,
    }) => {
      const one = await fit({ epochs: 5 }, {}, name)
      const same = await fit({ epochs: 5 }, {}, name)
      const other = await fit({ epochs: 5 }, { seed: 2 }, name)
      assert.deepEqual(one.save(), same.save())
      assert.notDeepEqual(one.save().arrays.titleRows, other.save().arrays.titleRows)
    })
  }

  test('it leaves no tensor behind, and trains nobody else’s variables', async ({ assert }) => {
    const { tf } = await openBackend()
    const foreign = tf.variable(tf.scalar(3))
    const before = tf.memory().numTensors
    await fit({ epochs: 3, heldOut: 0.2 })
    assert.equal(tf.memory().numTensors, before)
    assert.equal(foreign.dataSync()[0], 3)
    foreign.dispose()
  })

  test('asked to hold out, it tells how well each epoch ranks, and stops when that gets no better', async ({
    assert,
  }) => {
    const points: LearningPoint[] = []
    const onProgress = (_: number, point?: LearningPoint) => points.push(point!)
    await fit({ epochs: 300, heldOut: 0.2, patience: 4 }, { onProgress })
    const ndcgs = points.map(({ ndcg }) => ndcg!)
    const best = ndcgs.indexOf(Math.max(...ndcgs))
    assert.isBelow(points.length, 300)
    assert.equal(points.length, best + 1 + 4)
    assert.isTrue(ndcgs.every((ndcg) => ndcg >= 0 && ndcg <= 1))
  })

  test('what it holds out is the best epoch, not the last', async ({ assert }) => {
    let best = { step: 0, ndcg: 0 }
    const onProgress = (_: number, point?: LearningPoint) => {
      if (point!.ndcg! > best.ndcg) best = { step: point!.step, ndcg: point!.ndcg! }
    }
    const kept = await fit({ epochs: 30, heldOut: 0.2, patience: 30 }, { onProgress })
    const stopped = await fit({ epochs: best.step, heldOut: 0.2, patience: 30 })
    assert.deepEqual(kept.save().arrays, stopped.save().arrays)
  })

  test('it stops when its time is over, within an epoch', async ({ assert }) => {
    const steps: number[] = []
    const onProgress = (_: number, point?: LearningPoint) => steps.push(point!.step)
    const model = await fit({ epochs: 500 }, { deadline: performance.now() - 1, onProgress })
    assert.deepEqual(steps, [1])
    assert.isTrue(scoresOf(model).every(Number.isFinite))
  })

  test('it scores as the network does by tensors', async ({ assert }) => {
    const { tf } = await openBackend()
    const model = await fit({ epochs: 10 })
    const { arrays } = model.save()
    const { hidden, latent } = parameters
    const matrix = (name: string, rows: number, columns: number) =>
      tf.tensor2d(arrays[name] as Float32Array, [rows, columns])
    fc.assert(
      fc.property(anyHistory, (history) => {
        const expected = tf.tidy(() => {
          const row = new Float32Array(titles)
          history.titles.forEach((title, at) => (row[title] = history.weights[at]!))
          const input = tf.tensor2d(row, [1, titles])
          const inner = tf.tanh(
            tf.add(
              tf.matMul(tf.div(input, tf.norm(input)), matrix('encoderKernel', titles, hidden)),
              arrays.encoderBias as Float32Array
            )
          )
          const mean = tf.add(
            tf.matMul(inner as never, matrix('meanKernel', hidden, latent)),
            arrays.meanBias as Float32Array
          )
          const outer = tf.tanh(
            tf.add(
              tf.matMul(mean as never, matrix('decoderKernel', latent, hidden)),
              arrays.decoderBias as Float32Array
            )
          )
          const logits = tf.add(
            tf.matMul(outer as never, matrix('titleRows', titles, hidden), false, true),
            arrays.titleBias as Float32Array
          )
          return logits.dataSync()
        })
        scoresOf(model, history).forEach((score, title) =>
          assert.closeTo(score, expected[title]!, 1e-3)
        )
      }),
      { numRuns: 30 }
    )
  })

  test('a contribution is what the score loses without that title', async ({ assert }) => {
    const model = await fit({ epochs: 20 })
    const history = { ...likesOf(0, 4, 3), weights: Float32Array.of(1, 2, 0.5) }
    const without = [
      { ...likesOf(4, 3), weights: Float32Array.of(2, 0.5) },
      { ...likesOf(0, 3), weights: Float32Array.of(1, 0.5) },
      { ...likesOf(0, 4), weights: Float32Array.of(1, 2) },
    ]
    const contributions = model.explain(history, 6, NOW)
    const whole = scoresOf(model, history)[6]!
    for (const { title, amount } of contributions) {
      const rest = without[[...history.titles].indexOf(title)]!
      assert.closeTo(amount, whole - scoresOf(model, rest)[6]!, 1e-4)
    }
    const amounts = contributions.map(({ amount }) => amount)
    assert.deepEqual(
      amounts,
      amounts.toSorted((a, b) => b - a)
    )
    assert.lengthOf(amounts, 3)
  })

  test('a profile without a like gets what is liked by all, for no reason of its own', async ({
    assert,
  }) => {
    const model = await fit({ epochs: 1 })
    const left = { ...likesOf(4), weights: Float32Array.of(0) }
    const likes = new Float64Array(titles)
    data.columns.forEach((title, cell) => (likes[title]! += data.weights[cell]!))
    for (const history of [likesOf(), left]) {
      const scores = scoresOf(model, history)
      assert.equal(scores.indexOf(Math.max(...scores)), likes.indexOf(Math.max(...likes)))
      assert.isEmpty(model.explain(history, 3, NOW))
    }
  })

  test('saved and loaded, it scores the same to the last bit', async ({ assert }) => {
    const model = await fit({ epochs: 3 })
    const loaded = vae.load(structuredClone(model.save()))
    assert.deepEqual(loaded.parameters, model.parameters)
    assert.deepEqual(scoresOf(loaded), scoresOf(model))
    assert.deepEqual(loaded.explain(likesOf(0, 3), 6, NOW), model.explain(likesOf(0, 3), 6, NOW))
  })

  test('damaged parts are refused', async ({ assert }) => {
    const parts = (await fit({ epochs: 1 })).save()
    const { meanBias, ...others } = parts.arrays
    const damaged: ModelParts[] = [
      { ...parts, kind: 'ials' },
      { ...parts, titleCount: titles - 1 },
      { ...parts, parameters: { ...parts.parameters, hidden: 18 } },
      { ...parts, parameters: { ...parts.parameters, latent: 'six' } },
      { ...parts, arrays: others },
      {
        ...parts,
        arrays: { ...parts.arrays, meanBias: Float32Array.from(meanBias!, () => Number.NaN) },
      },
    ]
    for (const bad of damaged) assert.throws(() => vae.load(bad), ModelDamaged)
  })

  test('impossible parameters are refused', async ({ assert }) => {
    for (const bad of [
      { hidden: 15 },
      { latent: 0 },
      { epochs: 1.5 },
      { dropout: 1 },
      { heldOut: -0.1 },
      { beta: Number.NaN },
      { learningRate: 0 },
    ]) {
      await assert.rejects(() => fit(bad), RangeError)
    }
  })
})
