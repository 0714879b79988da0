import { test } from '@japa/runner'
import { openBackend } from '#ml/backend'
import { historyOf, type Interactions } from '../../../../dataset/interactions.js'
import type { TitleFeatures } from '../../../../dataset/title_features.js'
import { blend } from '../../../blend.js'
import { loadModel } from '../../../index.js'
import type { Model, ModelParts } from '../../../model.js'
import { ModelDamaged } from '../../../model_parts.js'
import { likesOf, plantedTastes } from '../../../tests/planted_tastes.js'

const AT = 1_700_100_000
const WATCHED = 24
/** Titles 0 to 23 are watched by three tastes; 24, 25 and 26 by nobody yet. */
const TITLES = 27
const data: Interactions = {
  ...plantedTastes({ profiles: 120, titles: WATCHED }),
  titles: Array.from({ length: TITLES }, (_, title) => `title ${title}`),
}
/** The genre of a title is its taste. */
const genres: TitleFeatures = {
  names: ['genre:a', 'genre:b', 'genre:c'],
  rowStart: Uint32Array.from({ length: TITLES + 1 }, (_, title) => title),
  columns: Uint32Array.from({ length: TITLES }, (_, title) => title % 3),
  weights: new Float32Array(TITLES).fill(1),
}

const WITH_IALS =
  '0.6 edlae(regularisation=20) + 0.5 ials(dimensions=4, regularisation=0.03, unobserved=0.3)'
const WITHOUT_IALS = '1 edlae(regularisation=20)'

async function fit(formula: string, features: TitleFeatures | null, of = data): Promise<Model> {
  const context = { backend: await openBackend('wasm'), seed: 3, features, deadline: null }
  return blend.fit(of, { ...blend.defaults, formula }, context)
}

function scoresOf(model: Model, history = likesOf(0, 3)): Float32Array {
  const out = new Float32Array(model.titleCount)
  model.score(history, AT, out)
  return out
}

test.group('The cold part of a blend', () => {
  for (const formula of [WITH_IALS, WITHOUT_IALS]) {
    test(`a title that nobody watched comes to those whose taste it is: ${formula}`, async ({
      assert,
    }) => {
      const model = await fit(formula, genres)
      for (const taste of [0, 1, 2]) {
        const scores = scoresOf(model, likesOf(taste, taste + 3, taste + 6))
        const cold = [24, 25, 26].sort((a, b) => scores[b]! - scores[a]!)
        assert.equal(cold[0]! % 3, taste)
        const ofOthers = [...scores.keys()].filter((t) => t < WATCHED && t % 3 !== taste)
        assert.isAbove(scores[cold[0]!]!, Math.max(...ofOthers.map((t) => scores[t]!)))
      }
    })
  }

  test('well-known titles keep their scores', async ({ assert }) => {
    const [warm, cold] = [await fit(WITH_IALS, null), await fit(WITH_IALS, genres)]
    for (const profile of [0, 1, 2]) {
      const history = historyOf(data, profile)
      assert.deepEqual(
        scoresOf(cold, history).subarray(0, WATCHED),
        scoresOf(warm, history).subarray(0, WATCHED)
      )
    }
  })

  test('what speaks for a title that nobody watched is its like in the history', async ({
    assert,
  }) => {
    const model = await fit(WITH_IALS, genres)
    const history = likesOf(1, 2, 3)
    const contributions = model.explain(history, 24, AT)
    assert.equal(contributions[0]!.title, 3)
    assert.isAbove(contributions[0]!.amount, 0)
    const titles = contributions.map(({ title }) => title)
    assert.equal(new Set(titles).size, titles.length)
  })

  test('there is none where titles are not described, or all are known', async ({ assert }) => {
    const nothing = {
      ...genres,
      columns: new Uint32Array(0),
      rowStart: new Uint32Array(TITLES + 1),
    }
    const known = { ...data, titles: data.titles.slice(0, WATCHED) }
    const described = { ...genres, rowStart: genres.rowStart.slice(0, WATCHED + 1) }
    for (const model of [
      await fit(WITH_IALS, null),
      await fit(WITH_IALS, nothing),
      await fit(WITH_IALS, described, known),
    ]) {
      assert.isFalse(model.save().meta.hasCold)
    }
  })

  test('is the same after saving and loading', async ({ assert }) => {
    const model = await fit(WITH_IALS, genres)
    const saved = model.save()
    assert.isTrue(saved.meta.hasCold)
    const loaded = loadModel(structuredClone(saved))
    assert.deepEqual(scoresOf(loaded), scoresOf(model))
    assert.deepEqual(loaded.explain(likesOf(0, 1), 24, AT), model.explain(likesOf(0, 1), 24, AT))
    assert.deepEqual(loaded.save(), saved)
  })

  test('damage to it is refused', async ({ assert }) => {
    const saved = (await fit(WITH_IALS, genres)).save()
    const { shares, ...others } = saved.arrays
    const warm = (await fit(WITH_IALS, null)).save()
    const damaged: ModelParts[] = [
      { ...saved, arrays: others },
      { ...saved, arrays: { ...others, shares: (shares as Float32Array).map(() => 2) } },
      { ...warm, meta: { ...warm.meta, hasCold: true } },
    ]
    for (const bad of damaged) assert.throws(() => loadModel(bad), ModelDamaged)
  })
})
