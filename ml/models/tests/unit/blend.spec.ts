import { test } from '@japa/runner'
import { openBackend } from '../../../backend.js'
import { historyOf, type History } from '../../../dataset/interactions.js'
import { blend } from '../../blend.js'
import { loadModel } from '../../index.js'
import type { FitContext, Model } from '../../model.js'
import { ModelDamaged } from '../../model_parts.js'
import { plantedTastes } from '../planted_tastes.js'

const data = plantedTastes({ profiles: 120, titles: 30 })
const AT = 1_700_100_000

async function context(): Promise<FitContext> {
  return { backend: await openBackend('wasm'), seed: 3, features: null, deadline: null }
}

const formula =
  '0.7 edlae(regularisation=20, confidence=1) + 0.4 edlae(regularisation=20, confidence=1) fading by 2 + 0.5 ials(dimensions=4)'

async function blended(made = formula): Promise<Model> {
  return blend.fit(data, { ...blend.defaults, formula: made }, await context())
}

function scoresOf(model: Model, history: History): number[] {
  const out = new Float32Array(model.titleCount)
  model.score(history, AT, out)
  return [...out]
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test.group('Blend', () => {
  test('learns what its parts count for, and finds what a profile of that taste watches', async ({
    assert,
  }) => {
    const learned = await blend.fit(data, { ...blend.defaults, k: 5 }, await context())
    assert.match(String(learned.parameters.formula), /^[\d.]+ \w+\(/)
    // Profile 0 is of the tastes that watch titles 0, 3, 6 …
    const scores = scoresOf(learned, historyOf(data, 0))
    const own = scores.filter((_, title) => title % 3 === 0)
    const other = scores.filter((_, title) => title % 3 !== 0)
    assert.isAbove(mean(own), mean(other) + 0.5)
  })

  test('its formula makes the very same model again', async ({ assert }) => {
    const learned = await blend.fit(data, { ...blend.defaults, k: 5 }, await context())
    const again = await blended(String(learned.parameters.formula))
    assert.deepEqual(scoresOf(again, historyOf(data, 1)), scoresOf(learned, historyOf(data, 1)))
  })

  test('the unit of a part does not matter', async ({ assert }) => {
    const scores = scoresOf(await blended('1 ials(dimensions=4)'), historyOf(data, 2))
    assert.closeTo(mean(scores), 0, 1e-5)
    assert.closeTo(mean(scores.map((score) => score ** 2)), 1, 1e-4)
  })

  test('with a fading part, what was watched last counts more than its place in time says', async ({
    assert,
  }) => {
    const model = await blended('1 edlae(regularisation=20, confidence=1) fading by 1')
    const history = historyOf(data, 0)
    const backwards = { ...history, titles: history.titles.slice().reverse() }
    assert.notDeepEqual(scoresOf(model, history), scoresOf(model, backwards))
    const whole = await blended('1 edlae(regularisation=20, confidence=0)')
    assert.deepEqual(
      scoresOf(whole, history).map((score) => score.toFixed(3)),
      scoresOf(whole, backwards).map((score) => score.toFixed(3))
    )
  })

  test('explains by titles of the history alone, most first, one amount for each', async ({
    assert,
  }) => {
    const model = await blended()
    const history = historyOf(data, 0)
    const unwatched = data.titles.findIndex(
      (_, title) => title % 3 === 0 && !history.titles.includes(title)
    )
    const contributions = model.explain(history, unwatched, AT)
    assert.isNotEmpty(contributions)
    assert.isAbove(contributions[0]!.amount, 0)
    // What speaks most for a title of a taste is a title of that taste.
    assert.equal(contributions[0]!.title % 3, 0)
    const titles = contributions.map(({ title }) => title)
    assert.equal(new Set(titles).size, titles.length)
    assert.isTrue(titles.every((title) => history.titles.includes(title)))
    const amounts = contributions.map(({ amount }) => amount)
    assert.deepEqual(
      amounts,
      amounts.toSorted((a, b) => b - a)
    )
  })

  test('who has watched nothing gets scores all the same', async ({ assert }) => {
    const nothing = {
      titles: new Uint32Array(0),
      weights: new Float32Array(0),
      times: new Float64Array(0),
    }
    const model = await blended()
    assert.isTrue(scoresOf(model, nothing).every(Number.isFinite))
    assert.isAbove(Math.max(...scoresOf(model, nothing)), 0)
    assert.deepEqual(model.explain(nothing, 3, AT), [])
  })

  test('is the same after saving and loading, and keeps a model once that it asks twice', async ({
    assert,
  }) => {
    const model = await blended()
    const saved = model.save()
    const loaded = loadModel(structuredClone(saved))
    for (const profile of [0, 1, 2]) {
      assert.deepEqual(
        scoresOf(loaded, historyOf(data, profile)),
        scoresOf(model, historyOf(data, profile))
      )
    }
    assert.deepEqual(loaded.save(), saved)
    assert.lengthOf(
      Object.keys(saved.arrays).filter((name) => name.endsWith('rowStart')),
      1
    )
  })

  test('refuses to load what is damaged', async ({ assert }) => {
    const saved = (await blended()).save()
    const parts = saved.meta.parts as object[]
    const models = saved.meta.models as object[]
    for (const meta of [
      {},
      { ...saved.meta, parts: 'all' },
      { ...saved.meta, parts: [{ ...parts[0], model: 7 }] },
      { ...saved.meta, parts: [{ ...parts[0], weight: Number.NaN }] },
      { ...saved.meta, models: [{ ...models[0], parameters: null }] },
      { ...saved.meta, models: [{ ...models[0], kind: 'blend' }] },
      { ...saved.meta, models: [{ ...models[0], titleCount: 29 }] },
    ]) {
      assert.throws(() => blend.load({ ...saved, meta }), ModelDamaged as never)
    }
    const [name] = Object.keys(saved.arrays)
    const arrays = { ...saved.arrays }
    delete (arrays as Record<string, unknown>)[name!]
    assert.throws(() => blend.load({ ...saved, arrays }), ModelDamaged as never)
  })

  test('refuses a formula that is none', async ({ assert }) => {
    for (const made of ['much of ease()', '-1 ease()', '1 blend()', '1 ease', '1 magic()']) {
      await assert.rejects(() => blended(made), /no part of a blend/)
    }
  })
})
