import { test } from '@japa/runner'
import fc from 'fast-check'
import { historyOf } from '../../../dataset/interactions.js'
import { factorise, type Factorisation } from '../../ials/factorise.js'
import { vanishingRegularisation } from '../../ials/scale_of_likes.js'
import { ials, type IalsParameters } from '../../ials.js'
import type { LearningPoint, ModelParts } from '../../model.js'
import { ModelDamaged } from '../../model_parts.js'
import { contextWithoutBackend, likesOf, plantedTastes } from '../planted_tastes.js'

const NOW = 1_700_100_000
const data = plantedTastes()
const titles = data.titles.length
const parameters: IalsParameters = {
  ...ials.defaults,
  dimensions: 4,
  iterations: 6,
  unobserved: 0.3,
  regularisation: 0.03,
}

function fit(more: Partial<IalsParameters> = {}, context = contextWithoutBackend()) {
  return ials.fit(data, { ...parameters, ...more }, context)
}

function scoresOf(model: Awaited<ReturnType<typeof fit>>, history = likesOf(0, 3)) {
  const out = new Float32Array(titles)
  model.score(history, NOW, out)
  return out
}

const anyHistory = fc.uniqueArray(fc.nat(titles - 1), { minLength: 1 }).chain((watched) =>
  fc.record({
    titles: fc.constant(Uint32Array.from(watched)),
    weights: fc
      .array(fc.float({ min: 0, max: 5, noNaN: true }), {
        minLength: watched.length,
        maxLength: watched.length,
      })
      .map((weights) => Float32Array.from(weights)),
    times: fc.constant(new Float64Array(watched.length)),
  })
)

test.group('iALS', () => {
  test('who likes two titles of a taste gets the others of that taste first', async ({
    assert,
  }) => {
    const model = await fit()
    for (const group of [0, 1, 2]) {
      const scores = scoresOf(model, likesOf(group, group + 3))
      const ranked = [...scores.keys()]
        .filter((title) => title !== group && title !== group + 3)
        .sort((a, b) => scores[b]! - scores[a]!)
      assert.deepEqual(
        ranked.slice(0, 6).map((title) => title % 3),
        new Array(6).fill(group)
      )
    }
  })

  test('every iteration lowers the loss', async ({ assert }) => {
    const points: LearningPoint[] = []
    const shares: number[] = []
    await fit(
      {},
      contextWithoutBackend({
        onProgress: (share, point) => {
          shares.push(share)
          points.push(point!)
        },
      })
    )
    assert.deepEqual(
      points.map(({ step }) => step),
      [1, 2, 3, 4, 5, 6]
    )
    assert.equal(shares.at(-1), 1)
    points.slice(1).forEach(({ loss }, at) => assert.isBelow(loss!, points[at]!.loss!))
  })

  test('the loss it tells is the one it is defined by', async ({ assert }) => {
    const told: number[] = []
    const context = contextWithoutBackend({ onProgress: (_, point) => told.push(point!.loss!) })
    const model = await fit({ iterations: 4 }, context)
    await fit({ iterations: 5 }, context)

    // The profiles solved once more are half of the fifth iteration: the loss lies between. Of a
    // solved profile `Σ w (1 - s)` stays, its own regularisation and unobserved cells included.
    const ofProfiles = data.profiles.map((_, profile) => {
      const history = historyOf(data, profile)
      const scores = scoresOf(model, history)
      return history.titles.reduce(
        (sum, title, at) => sum + history.weights[at]! * (1 - scores[title]!),
        0
      )
    })
    const factors = model.save().arrays.factors as Float32Array
    const ofTitles = data.titles.map((_, title) => {
      const likes = data.weights.filter((__, cell) => data.columns[cell] === title)
      const known = likes.reduce((a, b) => a + b, 0) + 0.3 * data.profiles.length
      const square = factors.subarray(4 * title, 4 * title + 4).reduce((sum, f) => sum + f * f, 0)
      return 0.03 * known * square
    })
    const loss = [...ofProfiles, ...ofTitles].reduce((a, b) => a + b, 0)
    assert.isBelow(loss, told[3]!)
    assert.isAbove(loss, told.at(-1)!)
  })

  test('same seed, same model to the last bit; another seed, another model', async ({ assert }) => {
    const [one, same, other] = await Promise.all([
      fit(),
      fit(),
      fit({}, contextWithoutBackend({ seed: 2 })),
    ])
    assert.deepEqual(one.save(), same.save())
    assert.notDeepEqual(one.save().arrays.factors, other.save().arrays.factors)
  })

  test('the number of threads changes no bit', async ({ assert }) => {
    const wanted: Factorisation = {
      dimensions: 8,
      iterations: 3,
      unobserved: 0.1,
      regularisation: { strength: 0.01, exponent: 0.8 },
      deviation: 0.1,
      seed: 3,
      threads: 1,
      deadline: null,
      onIteration: () => {},
    }
    const many = plantedTastes({ profiles: 500, titles: 90 })
    const alone = await factorise(many, wanted)
    assert.deepEqual(await factorise(many, { ...wanted, threads: 2 }), alone)
    assert.deepEqual(await factorise(many, { ...wanted, threads: 3 }), alone)
  })

  test('scores are finite, whatever the history', async () => {
    const model = await fit()
    fc.assert(fc.property(anyHistory, (history) => scoresOf(model, history).every(Number.isFinite)))
  })

  test('the contributions add up to the score, and the own taste speaks most', async ({
    assert,
  }) => {
    const model = await fit()
    fc.assert(
      fc.property(anyHistory, fc.nat(titles - 1), (history, title) => {
        fc.pre(history.weights.some((weight) => weight > 0.01))
        const amounts = model.explain(history, title, NOW).map(({ amount }) => amount)
        assert.closeTo(
          amounts.reduce((sum, amount) => sum + amount, 0),
          scoresOf(model, history)[title]!,
          1e-5
        )
        assert.deepEqual(
          amounts,
          amounts.toSorted((a, b) => b - a)
        )
      })
    )
    assert.equal(model.explain(likesOf(1, 2, 3), 6, NOW)[0]!.title, 3)
  })

  test('a profile without a like gets what is liked by all, for no reason of its own', async ({
    assert,
  }) => {
    const model = await fit()
    const likes = new Float64Array(titles)
    data.columns.forEach((title, cell) => (likes[title]! += data.weights[cell]!))
    const byLikes = (a: number, b: number) => likes[b]! - likes[a]!
    const left = { ...likesOf(4), weights: Float32Array.of(0) }
    for (const history of [likesOf(), left]) {
      const scores = scoresOf(model, history)
      assert.deepEqual(
        [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!),
        [...scores.keys()].sort(byLikes)
      )
      assert.isEmpty(model.explain(history, 3, NOW))
    }
  })

  test('what was opened and left changes nothing', async ({ assert }) => {
    const model = await fit()
    const withLeft = { ...likesOf(0, 5, 3), weights: Float32Array.of(1, 0, 1) }
    assert.deepEqual(scoresOf(model, withLeft), scoresOf(model, likesOf(0, 3)))
  })

  test('a title that nobody liked is scored 0, and changes nothing for the others', async ({
    assert,
  }) => {
    const wider = { ...data, titles: [...data.titles, 'new'] }
    const model = await ials.fit(wider, parameters, contextWithoutBackend())
    const out = new Float32Array(titles + 1)
    model.score(likesOf(0, 3), NOW, out)
    assert.equal(out[titles], 0)
    assert.deepEqual(out.subarray(0, titles), scoresOf(await fit()))
  })

  test('it stops when its time is over, with a model that ranks', async ({ assert }) => {
    const steps: number[] = []
    const context = contextWithoutBackend({
      deadline: performance.now() - 1,
      onProgress: (_, point) => steps.push(point!.step),
    })
    const model = await fit({ iterations: 500 }, context)
    assert.deepEqual(steps, [1])
    assert.isTrue(scoresOf(model).some((score) => score > 0))
  })

  test('saved and loaded, it scores the same to the last bit', async ({ assert }) => {
    const model = await fit()
    const loaded = ials.load(structuredClone(model.save()))
    assert.deepEqual(loaded.parameters, model.parameters)
    assert.deepEqual(scoresOf(loaded), scoresOf(model))
    assert.deepEqual(loaded.explain(likesOf(0, 3), 6, NOW), model.explain(likesOf(0, 3), 6, NOW))
  })

  test('damaged parts are refused', async ({ assert }) => {
    const parts = (await fit()).save()
    const { factors, prior } = parts.arrays as { factors: Float32Array; prior: Float32Array }
    const damaged: ModelParts[] = [
      { ...parts, kind: 'ease' },
      { ...parts, titleCount: titles + 1 },
      { ...parts, parameters: { ...parts.parameters, dimensions: 16 } },
      { ...parts, parameters: { ...parts.parameters, dimensions: 7 } },
      { ...parts, parameters: { ...parts.parameters, unobserved: 0 } },
      { ...parts, parameters: { ...parts.parameters, regularisation: 0 } },
      { ...parts, parameters: {} },
      { ...parts, arrays: { prior } },
      { ...parts, arrays: { factors, prior: prior.slice(1) } },
      { ...parts, arrays: { factors: factors.map((f, at) => (at === 9 ? Number.NaN : f)), prior } },
    ]
    for (const bad of damaged) assert.throws(() => ials.load(bad), ModelDamaged)
  })

  test('left to itself, it regularises by the data: the same for twice as many profiles of a kind', async ({
    assert,
  }) => {
    const twice: typeof data = {
      ...data,
      profiles: [...data.profiles, ...data.profiles],
      rowStart: Uint32Array.from([
        ...data.rowStart,
        ...data.rowStart.subarray(1).map((start) => start + data.columns.length),
      ]),
      columns: Uint32Array.from([...data.columns, ...data.columns]),
      weights: Float32Array.from([...data.weights, ...data.weights]),
      times: Float64Array.from([...data.times, ...data.times]),
    }
    const settled = await fit({ regularisation: 0 })
    const ofTwice = await ials.fit(
      twice,
      { ...parameters, regularisation: 0 },
      contextWithoutBackend()
    )
    const chosen = settled.parameters.regularisation as number
    assert.isAbove(chosen, 0)
    assert.closeTo((ofTwice.parameters.regularisation as number) / chosen, 1, 0.01)
    // Said in the parameters, so that the same model can be made again.
    const again = await fit({ regularisation: chosen })
    assert.deepEqual(again.save(), settled.save())
  })

  test('beyond the vanishing regularisation all scores are nearly 0, and well below it none is', async ({
    assert,
  }) => {
    const vanishing = vanishingRegularisation(data, parameters.unobserved)
    const largest = async (share: number) => {
      const model = await fit({ regularisation: share * vanishing, iterations: 40 })
      return Math.max(...scoresOf(model).map(Math.abs))
    }
    assert.isBelow(await largest(2), 1e-3)
    assert.isAbove(await largest(0.1), 0.3)
  })

  test('data without a like still gives a model', async ({ assert }) => {
    const none = { ...data, weights: new Float32Array(data.weights.length) }
    const model = await ials.fit(none, ials.defaults, contextWithoutBackend())
    assert.deepEqual([...scoresOf(model)], new Array(titles).fill(0))
  })

  test('impossible parameters are refused', async ({ assert }) => {
    for (const bad of [
      { dimensions: 7 },
      { dimensions: 0 },
      { iterations: 0 },
      { unobserved: 0 },
      { regularisation: -0.1 },
      { regularisation: Number.NaN },
    ]) {
      await assert.rejects(() => fit(bad), RangeError)
    }
  })
})
