import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Interactions } from '../../../dataset/interactions.js'
import type { TitleFeatures } from '../../../dataset/title_features.js'
import { content, E_NO_FEATURES, type ContentParameters } from '../../content.js'
import { ials } from '../../ials.js'
import type { Model, ModelParts } from '../../model.js'
import { ModelDamaged } from '../../model_parts.js'
import { contextWithoutBackend, likesOf, plantedTastes } from '../planted_tastes.js'

const NOW = 1_700_100_000
const GROUPS = 3
/** Six known titles of each taste, and then two of each that nobody has watched. */
const KNOWN = 18
const TITLES = 24
const data: Interactions = {
  ...plantedTastes({ titles: KNOWN, groups: GROUPS, profiles: 120 }),
  titles: Array.from({ length: TITLES }, (_, title) => `title ${title}`),
}

/** Each title has the genre of its taste, and a word that says nothing. */
const features: TitleFeatures = {
  names: ['genre:a', 'genre:b', 'genre:c', 'word:odd', 'word:even'],
  rowStart: Uint32Array.from({ length: TITLES + 1 }, (_, title) => 2 * title),
  columns: Uint32Array.from({ length: 2 * TITLES }, (_, cell) => {
    const title = Math.floor(cell / 2)
    return cell % 2 === 0 ? title % GROUPS : 3 + (Math.floor(title / GROUPS) % 2)
  }),
  weights: new Float32Array(2 * TITLES).fill(Math.SQRT1_2),
}

const parameters: ContentParameters = {
  ...content.defaults,
  dimensions: 4,
  unobserved: 0.3,
  regularisation: 0.03,
  enough: 5,
}

function fit(more: Partial<ContentParameters> = {}, described: TitleFeatures | null = features) {
  const context = contextWithoutBackend({ features: described })
  return content.fit(data, { ...parameters, ...more }, context)
}

function scoresOf(model: Model, history = likesOf(0, 3)): Float32Array {
  const out = new Float32Array(TITLES)
  model.score(history, NOW, out)
  return out
}

test.group('Content', () => {
  test('a title that nobody watched is scored by what it is, among those that are known', async ({
    assert,
  }) => {
    const model = await fit()
    for (let group = 0; group < GROUPS; group++) {
      const scores = scoresOf(model, likesOf(group, group + 3))
      const cold = [18, 19, 20, 21, 22, 23].sort((a, b) => scores[b]! - scores[a]!)
      assert.deepEqual(
        cold.slice(0, 2).map((title) => title % GROUPS),
        [group, group]
      )
      const ofOthers = [...scores.subarray(0, KNOWN)].filter((_, t) => t % GROUPS !== group)
      assert.isAbove(scores[cold[1]!]!, Math.max(...ofOthers))
    }
  })

  test('a title nobody has watched yet can be liked, and leads to its kind', async ({ assert }) => {
    const model = await fit()
    const scores = scoresOf(model, likesOf(19, 22))
    const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 5)
    assert.isTrue(best.every((title) => title % GROUPS === 1))
  })

  test('the more is known of a title, the closer it is to what its viewers say', async ({
    assert,
  }) => {
    const alone = await ials.fit(data, parameters, contextWithoutBackend())
    const known = scoresOf(alone).subarray(0, KNOWN)
    const distance = async (enough: number) => {
      const scores = scoresOf(await fit({ enough }))
      return known.reduce((sum, score, title) => sum + Math.abs(score - scores[title]!), 0)
    }
    const [trusted, doubted] = [await distance(5), await distance(100)]
    assert.closeTo(trusted, 0, 1e-5)
    assert.isAbove(doubted, 0.1)
  })

  test('where nothing is known of a title, it is as the average one', async ({ assert }) => {
    const blank = { ...features, rowStart: new Uint32Array(TITLES + 1) }
    const scores = scoresOf(await fit({}, blank))
    const [first, ...others] = scores.subarray(KNOWN)
    for (const other of others) assert.closeTo(other, first!, 1e-6)
  })

  test('the contributions add up to the score, also of a title that nobody watched', async ({
    assert,
  }) => {
    const model = await fit()
    const histories = fc.uniqueArray(fc.nat(TITLES - 1), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(histories, fc.nat(TITLES - 1), (watched, title) => {
        const history = likesOf(...watched)
        const amounts = model.explain(history, title, NOW).map(({ amount }) => amount)
        assert.closeTo(
          amounts.reduce((sum, amount) => sum + amount, 0),
          scoresOf(model, history)[title]!,
          1e-5
        )
      })
    )
    assert.equal(model.explain(likesOf(1, 2, 3), 18, NOW)[0]!.title, 3)
  })

  test('a profile without a like gets what is liked by all', async ({ assert }) => {
    const model = await fit()
    const scores = scoresOf(model, likesOf())
    assert.isTrue(scores.subarray(0, KNOWN).every((score) => score > 0))
    assert.deepEqual([...scores.subarray(KNOWN)], new Array(TITLES - KNOWN).fill(0))
    assert.isEmpty(model.explain(likesOf(), 1, NOW))
  })

  test('same seed, same model to the last bit', async ({ assert }) => {
    assert.deepEqual((await fit()).save(), (await fit()).save())
  })

  test('saved and loaded, it scores the same to the last bit', async ({ assert }) => {
    const model = await fit()
    const loaded = content.load(structuredClone(model.save()))
    assert.deepEqual(loaded.parameters, model.parameters)
    assert.deepEqual(scoresOf(loaded), scoresOf(model))
    assert.deepEqual(loaded.explain(likesOf(0, 3), 20, NOW), model.explain(likesOf(0, 3), 20, NOW))
  })

  test('without knowing what titles are it is not fitted', async ({ assert }) => {
    await assert.rejects(() => fit({}, null), E_NO_FEATURES)
    const fewer = { ...features, rowStart: features.rowStart.slice(1) }
    await assert.rejects(() => fit({}, fewer), RangeError)
    await assert.rejects(() => fit({ enough: 0 }), RangeError)
  })

  test('damaged parts are refused', async ({ assert }) => {
    const parts = (await fit()).save()
    const { gram, ...others } = parts.arrays
    const damaged: ModelParts[] = [
      { ...parts, kind: 'ials' },
      { ...parts, titleCount: TITLES + 1 },
      { ...parts, parameters: { ...parts.parameters, enough: 'much' } },
      { ...parts, arrays: others },
      { ...parts, arrays: { ...others, gram: gram!.map(() => Number.NaN) as Float64Array } },
    ]
    for (const bad of damaged) assert.throws(() => content.load(bad), ModelDamaged)
  })
})
