import { test } from '@japa/runner'
import fc from 'fast-check'
import { openBackend } from '../../../backend.js'
import { historyOf, type History, type Interactions } from '../../../dataset/interactions.js'
import { ease } from '../../ease.js'
import { edlae } from '../../edlae.js'
import type { FitContext, Model, ModelParts } from '../../model.js'
import { ModelDamaged } from '../../model_parts.js'
import { likesOf, plantedTastes } from '../planted_tastes.js'

const data = plantedTastes({ titles: 120 })

/** XᵀX is [[2, 1], [1, 2]]: one profile has both titles, and two have one of them. */
const twoTitles: Interactions = {
  profiles: ['both', 'first', 'second'],
  titles: ['first', 'second'],
  rowStart: Uint32Array.of(0, 2, 3, 4),
  columns: Uint32Array.of(1, 0, 0, 1),
  weights: Float32Array.of(1, 1, 1, 1),
  times: new Float64Array(4),
}

async function context(more: Partial<FitContext> = {}): Promise<FitContext> {
  return { backend: await openBackend(), seed: 1, features: null, deadline: null, ...more }
}

function scoresOf(model: Model, history: History): number[] {
  const out = new Float32Array(model.titleCount).fill(Number.NaN)
  model.score(history, 0, out)
  return [...out]
}

/** B, dense. */
function weightsOf(model: Model): number[][] {
  const { rowStart, columns, values } = model.save().arrays as {
    rowStart: Uint32Array
    columns: Uint32Array
    values: Float32Array
  }
  return Array.from({ length: model.titleCount }, (_, title) => {
    const row = new Array<number>(model.titleCount).fill(0)
    for (let cell = rowStart[title]!; cell < rowStart[title + 1]!; cell++) {
      row[columns[cell]!] = values[cell]!
    }
    return row
  })
}

function assertClose(actual: number[], expected: number[], within = 1e-6): void {
  const worst = actual.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - expected[at]!)),
    0
  )
  if (!(worst <= within)) throw new Error(`${actual} is not ${expected}`)
}

test.group('EASE and EDLAE', () => {
  test('two titles, by hand', async ({ assert }) => {
    // (XᵀX + λI)⁻¹ = [[3, 1], [1, 3]]⁻¹ = 1/8 · [[3, -1], [-1, 3]], so that B = [[0, 1/3], [1/3, 0]]
    const byEase = await ease.fit(
      twoTitles,
      { ...ease.defaults, regularisation: 1 },
      await context()
    )
    assertClose(scoresOf(byEase, likesOf(0)), [0, 1 / 3])
    assertClose(scoresOf(byEase, likesOf(1)), [1 / 3, 0])
    // p = 1/2 doubles the diagonal of XᵀX: [[5, 1], [1, 5]]
    const byEdlae = await edlae.fit(
      twoTitles,
      { ...edlae.defaults, regularisation: 1, dropout: 0.5 },
      await context()
    )
    assertClose(scoresOf(byEdlae, likesOf(0, 1)), [1 / 5, 1 / 5])
    assert.deepEqual([byEase.kind, byEdlae.kind], ['ease', 'edlae'])
  })

  test('confidence enters as a power of itself', async () => {
    const weighted = { ...twoTitles, weights: Float32Array.of(4, 1, 1, 1) }
    const model = await ease.fit(
      weighted,
      { ...ease.defaults, regularisation: 1, confidence: 0.5 },
      await context()
    )
    // Cell (both, second) is √4 = 2: [[3, 2], [2, 6]]⁻¹ = 1/14 · [[6, -2], [-2, 3]]
    assertClose(scoresOf(model, likesOf(0)), [0, 2 / 3])
    const sure = { ...likesOf(1), weights: Float32Array.of(9) }
    assertClose(scoresOf(model, sure), [3 * (2 / 6), 0])
  })

  test('a tail raises what few like, by a power of how few', async ({ assert }) => {
    // The first title has three likes, the second one: with 5 added, 8 and 6, of a mean of 7.
    const uneven: Interactions = {
      ...twoTitles,
      profiles: ['both', 'first', 'also the first'],
      columns: Uint32Array.of(1, 0, 0, 0),
    }
    const plain = { ...edlae.defaults, regularisation: 1, dropout: 0 }
    const even = weightsOf(await edlae.fit(uneven, plain, await context()))
    const raised = weightsOf(await edlae.fit(uneven, { ...plain, tail: 0.5 }, await context()))
    assertClose([raised[1]![0]!], [even[1]![0]! * (8 / 7) ** -0.5])
    assertClose([raised[0]![1]!], [even[0]![1]! * (6 / 7) ** -0.5])
    assert.isAbove(raised[0]![1]!, even[0]![1]!)
  })

  test('evenness makes a busy profile count no more than another', async () => {
    // Rows of 2, 1 and 1 likes, 4/3 in the mean: XᵀX is [[1, 1], [1, 1]] of the first times 2/3, and 4/3 of each other.
    const model = await edlae.fit(
      twoTitles,
      { ...edlae.defaults, regularisation: 1, dropout: 0, evenness: 1 },
      await context()
    )
    assertClose(scoresOf(model, likesOf(0)), [0, 2 / 3 / (2 / 3 + 4 / 3 + 1)])
  })

  test('what was watched at once speaks more for each other than what was years apart', async ({
    assert,
  }) => {
    const near = { ...edlae.defaults, regularisation: 1, nearness: 3600, apart: 0.5 }
    const far = { ...twoTitles, times: Float64Array.of(0, 1e9, 0, 0) }
    const atOnce = scoresOf(await edlae.fit(twoTitles, near, await context()), likesOf(0))
    const apart = scoresOf(await edlae.fit(far, near, await context()), likesOf(0))
    assert.closeTo(apart[1]! / atOnce[1]!, 0.5, 1e-6)
  })

  test('EDLAE without dropout is EASE', async ({ assert }) => {
    const common = { ...ease.defaults, regularisation: 20 }
    const [a, b] = [
      await ease.fit(data, common, await context()),
      await edlae.fit(data, { ...edlae.defaults, ...common, dropout: 0 }, await context()),
    ]
    assert.deepEqual(a.save().arrays, b.save().arrays)
  })

  test('every weight solves the normal equations, and no title speaks for itself', async ({
    assert,
  }) => {
    const regularisation = 20
    const model = await ease.fit(data, { ...ease.defaults, regularisation }, await context())
    const size = data.titles.length
    const weights = Array.from({ length: size }, (_, title) => scoresOf(model, likesOf(title)))
    const rows = data.profiles.map((_, profile) => {
      const row = new Array<number>(size).fill(0)
      for (const title of historyOf(data, profile).titles) row[title] = 1
      return row
    })
    // Off the diagonal, the gradient XᵀX B + λB - XᵀX vanishes.
    for (let column = 0; column < size; column++) {
      assert.equal(weights[column]![column], 0)
      const errors = rows.map(
        (row) => row.reduce((sum, x, k) => sum + x * weights[k]![column]!, 0) - row[column]!
      )
      for (let row = 0; row < size; row++) {
        if (row === column) continue
        const gradient = rows.reduce((sum, x, profile) => sum + x[row]! * errors[profile]!, 0)
        assert.approximately(gradient + regularisation * weights[row]![column]!, 0, 2e-4)
      }
    }
  })

  test('who likes two titles of a taste gets the others of that taste first', async ({
    assert,
  }) => {
    for (const model of [
      await ease.fit(data, { ...ease.defaults, regularisation: 20 }, await context()),
      await edlae.fit(data, { ...edlae.defaults, regularisation: 20 }, await context()),
    ]) {
      for (const taste of [0, 1, 2]) {
        const history = likesOf(taste, taste + 3)
        const scores = scoresOf(model, history)
        const ranked = [...scores.keys()]
          .filter((title) => !history.titles.includes(title))
          .sort((a, b) => scores[b]! - scores[a]!)
        assert.deepEqual(
          ranked.slice(0, 5).map((title) => title % 3),
          new Array(5).fill(taste)
        )
      }
    }
  })

  test('what speaks for a title adds up to its score, most first', async ({ assert }) => {
    const parameters = { ...ease.defaults, regularisation: 20, keep: 30, confidence: 1 }
    const model = await ease.fit(data, parameters, await context())
    fc.assert(
      fc.property(
        fc.nat(data.profiles.length - 1),
        fc.nat(data.titles.length - 1),
        (profile, title) => {
          const history = historyOf(data, profile)
          const said = model.explain(history, title, 0)
          const sum = said.reduce((total, { amount }) => total + amount, 0)
          assert.approximately(sum, scoresOf(model, history)[title]!, 1e-5)
          assert.deepEqual(
            said.map(({ amount }) => amount),
            said.map(({ amount }) => amount).toSorted((a, b) => b - a)
          )
          assert.isTrue(said.every((one) => history.titles.includes(one.title)))
        }
      )
    )
  })

  test('what was seen and left says nothing, in training and in a history', async ({ assert }) => {
    const left = {
      ...twoTitles,
      profiles: [...twoTitles.profiles, 'left'],
      rowStart: Uint32Array.of(0, 2, 3, 4, 6),
      columns: Uint32Array.of(1, 0, 0, 1, 0, 1),
      weights: Float32Array.of(1, 1, 1, 1, 0, 0),
      times: new Float64Array(6),
    }
    const parameters = { ...ease.defaults, regularisation: 1 }
    const model = await ease.fit(left, parameters, await context())
    assertClose(scoresOf(model, likesOf(0)), [0, 1 / 3])
    const history = { ...likesOf(0, 1), weights: Float32Array.of(0, 1) }
    assertClose(scoresOf(model, history), [1 / 3, 0])
    assert.deepEqual(model.explain(history, 1, 0), [])
  })

  test('a profile without likes, or with unknown ones alone, gets what is popular', async () => {
    const model = await ease.fit(data, ease.defaults, await context())
    const likes = data.titles.map((_, title) =>
      data.columns.reduce(
        (sum, column, cell) => sum + (column === title ? data.weights[cell]! : 0),
        0
      )
    )
    const most = Math.max(...likes)
    assertClose(
      scoresOf(model, likesOf()),
      likes.map((sum) => sum / most)
    )
  })

  test('each title keeps its largest weights, exactly so many, and they are unchanged', async ({
    assert,
  }) => {
    const whole = await ease.fit(data, { ...ease.defaults, keep: 0 }, await context())
    const pruned = await ease.fit(data, { ...ease.defaults, keep: 7 }, await context())
    const [all, kept] = [weightsOf(whole), weightsOf(pruned)]
    for (const column of data.titles.keys()) {
      const magnitudes = all.map((row) => Math.abs(row[column]!)).sort((a, b) => b - a)
      const left = kept.filter((row) => row[column] !== 0)
      assert.lengthOf(left, 7)
      for (const row of left) assert.isAtLeast(Math.abs(row[column]!), magnitudes[6]!)
      for (const [row, weights] of kept.entries()) {
        if (weights[column] !== 0) assert.equal(weights[column], all[row]![column])
      }
    }
  })

  test('only the most watched titles take part, where there are too many', async ({ assert }) => {
    const model = await ease.fit(data, { ...ease.defaults, titles: 60 }, await context())
    const { rowStart } = model.save().arrays as { rowStart: Uint32Array }
    const likes = data.titles.map((_, title) => data.columns.filter((one) => one === title).length)
    const speaking = [...data.titles.keys()].filter(
      (title) => rowStart[title + 1]! > rowStart[title]!
    )
    const least = Math.min(...speaking.map((title) => likes[title]!))
    assert.lengthOf(speaking, 60)
    for (const title of data.titles.keys()) {
      if (!speaking.includes(title)) assert.isAtMost(likes[title]!, least)
    }
  })

  test('the same data gives the same bits, and loading gives back what was saved', async ({
    assert,
  }) => {
    for (const type of [ease, edlae]) {
      const fit = async () =>
        type.fit(data, { ...type.defaults, keep: 20 } as never, await context())
      const [once, again] = [await fit(), await fit()]
      assert.deepEqual(once.save(), again.save())
      const loaded = type.load(once.save())
      assert.deepEqual(loaded.save(), once.save())
      const history = historyOf(data, 5)
      assert.deepEqual(scoresOf(loaded, history), scoresOf(once, history))
    }
  })

  test('data without a like makes a model that says nothing', async ({ assert }) => {
    const empty = {
      ...twoTitles,
      rowStart: new Uint32Array(4),
      columns: new Uint32Array(0),
      weights: new Float32Array(0),
      times: new Float64Array(0),
    }
    const model = await ease.fit(empty, ease.defaults, await context())
    assert.deepEqual(scoresOf(model, likesOf(0, 1)), [0, 0])
  })

  test('parameters that make no sense are refused', async ({ assert }) => {
    for (const wrong of [
      { regularisation: 0 },
      { regularisation: Number.NaN },
      { confidence: -1 },
      { keep: 1.5 },
      { titles: 0 },
    ]) {
      await assert.rejects(async () =>
        ease.fit(data, { ...ease.defaults, ...wrong }, await context())
      )
    }
    await assert.rejects(
      async () => edlae.fit(data, { ...edlae.defaults, dropout: 1 }, await context()),
      /dropout/
    )
    for (const wrong of [
      { nearness: -1 },
      { nearness: 60, apart: 0 },
      { apart: 1.1 },
      { evenness: -0.1 },
      { tail: Number.NaN },
    ]) {
      await assert.rejects(async () =>
        edlae.fit(data, { ...edlae.defaults, ...wrong }, await context())
      )
    }
  })

  test('damaged parts are refused', async ({ assert }) => {
    const parts = (await ease.fit(data, { ...ease.defaults, keep: 5 }, await context())).save()
    const { rowStart, columns, values, prior } = parts.arrays as Record<string, Uint32Array>
    const changed = (array: Uint32Array, at: number, value: number) => {
      const copy = array.slice()
      copy[at] = value
      return copy
    }
    const damaged: ModelParts[] = [
      { ...parts, kind: 'edlae' },
      { ...parts, titleCount: 119 },
      { ...parts, meta: {} },
      { ...parts, meta: { cells: columns!.length - 1 } },
      { ...parts, parameters: { ...parts.parameters, confidence: 'much' } },
      ...[
        { rowStart: rowStart!.slice(1), columns, values, prior },
        { rowStart: changed(rowStart!, 120, 599), columns, values, prior },
        { rowStart: changed(rowStart!, 3, 4_000_000_000), columns, values, prior },
        { rowStart, columns: changed(columns!, 0, 120), values, prior },
        { rowStart, columns: changed(columns!, 1, columns![0]!), values, prior },
        { rowStart, columns, values: changed(values!, 0, Number.NaN), prior },
        { rowStart, columns, prior },
        { rowStart, columns, values },
      ].map((arrays) => ({ ...parts, arrays: arrays as ModelParts['arrays'] })),
    ]
    for (const one of damaged) assert.throws(() => ease.load(one), ModelDamaged)
  })
})
