import { test } from '@japa/runner'
import { fitAuto } from '#ml/auto'
import { openBackend } from '#ml/backend'
import type { Interactions } from '#ml/dataset/interactions'
import { evaluate } from '#ml/metrics/index'
import { modelTypes } from '#ml/models/index'
import { split, type SplitKind } from '#ml/split'
import { plantedTastes } from '../../models/tests/planted_tastes.js'
import { interactionsOf } from '../interactions_of.js'

const tastes = split(plantedTastes(), 'random', 5)

async function auto(data: Interactions, more: { budgetMs?: number; split?: SplitKind } = {}) {
  const steps: string[] = []
  const shares: number[] = []
  const result = await fitAuto({
    data,
    features: null,
    backend: await openBackend('wasm'),
    seed: 11,
    budgetMs: 1500,
    k: 5,
    onProgress: (share, step) => {
      shares.push(share)
      steps.push(step)
    },
    ...more,
  })
  return { ...result, steps, shares }
}

test.group('The best model within a budget', () => {
  test('is better than popularity at what it has never seen, and says what it tried', async ({
    assert,
  }) => {
    const { train, heldOut } = tastes
    const { model, tried, shares, steps } = await auto(train)
    const popular = await modelTypes.popularity!.fit(
      train,
      { halfLife: 0 },
      { backend: await openBackend('wasm'), seed: 1, features: null, deadline: null }
    )
    const ndcgOf = (judged: typeof model) =>
      evaluate({ model: judged, train, heldOut, k: 5, at: 1_700_100_000 }).ndcg.value
    assert.isAbove(ndcgOf(model), ndcgOf(popular) + 0.1)

    assert.equal(model.kind, 'blend')
    assert.includeMembers(
      tried.map(({ kind }) => kind),
      ['edlae', 'ials', 'popularity', 'blend']
    )
    const best = Math.max(...tried.map(({ quality }) => quality))
    assert.isAtLeast(tried.at(-1)!.quality, best - 0.05)
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b)
    )
    assert.isAtMost(shares.at(-1)!, 1)
    assert.includeMembers(steps, ['settings of edlae', 'blend', 'fit on all data'])
  }).timeout(60_000)

  test('the same seed gives the same model, to the last bit', async ({ assert }) => {
    const [a, b] = [await auto(tastes.train), await auto(tastes.train)]
    assert.deepEqual(a.model.save(), b.model.save())
  }).timeout(60_000)

  test('learns of the last likes and of later ones as of random ones', async ({ assert }) => {
    for (const kind of ['last', 'time'] as const) {
      const { model } = await auto(tastes.train, { split: kind })
      assert.equal(model.parameters.split, kind)
    }
  }).timeout(60_000)

  test('a budget that nothing fits into still gives a model', async ({ assert }) => {
    const { model } = await auto(tastes.train, { budgetMs: 1 })
    const scores = new Float32Array(24)
    model.score(
      { titles: Uint32Array.of(0), weights: Float32Array.of(1), times: Float64Array.of(0) },
      0,
      scores
    )
    assert.isTrue(scores.every(Number.isFinite))
    assert.isAbove(Math.max(...scores), Math.min(...scores))
  })

  test('too little data gives popularity', async ({ assert }) => {
    for (const data of [
      interactionsOf([], 0),
      interactionsOf([], 3),
      interactionsOf([[1]], 2),
      interactionsOf([[{ title: 0, weight: 0 }], []], 1),
    ]) {
      const { model } = await auto(data)
      assert.equal(model.kind, 'popularity')
      assert.equal(model.titleCount, data.titles.length)
    }
  })

  test('few profiles, one title, or all alike still give a model', async ({ assert }) => {
    const alike = Array.from({ length: 30 }, () => [0, 1, 2])
    const oneTitle = Array.from({ length: 30 }, () => [0])
    for (const data of [
      interactionsOf(
        [
          [0, 1, 2, 3],
          [1, 2],
        ],
        4
      ),
      interactionsOf(alike, 3),
      interactionsOf(oneTitle, 1),
    ]) {
      const { model } = await auto(data)
      const scores = new Float32Array(data.titles.length)
      model.score(
        { titles: Uint32Array.of(0), weights: Float32Array.of(1), times: Float64Array.of(0) },
        0,
        scores
      )
      assert.isTrue(scores.every(Number.isFinite))
    }
  }).timeout(60_000)
})
