import { test } from '@japa/runner'
import type { Interactions } from '../../../dataset/interactions.js'
import { ModelDamaged } from '../../model_parts.js'
import { popularity } from '../../popularity.js'
import { contextWithoutBackend, likesOf } from '../planted_tastes.js'

const DAY = 86_400
const NOW = 1_700_000_000

/** Title 0: three old likes. Title 1: two of today. Title 2: seen and left. */
const data: Interactions = {
  profiles: ['a', 'b', 'c'],
  titles: ['old', 'new', 'left'],
  rowStart: Uint32Array.of(0, 2, 4, 6),
  columns: Uint32Array.of(0, 1, 0, 1, 0, 2),
  weights: Float32Array.of(1, 1, 1, 1, 1, 0),
  times: Float64Array.of(NOW - 20 * DAY, NOW, NOW - 20 * DAY, NOW, NOW - 20 * DAY, NOW),
}

async function scores(halfLife: number, of: Interactions = data): Promise<number[]> {
  const model = await popularity.fit(of, { halfLife }, contextWithoutBackend())
  const out = new Float32Array(model.titleCount)
  model.score(likesOf(0), NOW, out)
  return [...out]
}

test.group('Popularity', () => {
  test('without a half-life it is the sum of confidences', async ({ assert }) => {
    assert.deepEqual(await scores(0), [3, 2, 0])
  })

  test('with one, a like counts half after it, and new titles overtake old ones', async ({
    assert,
  }) => {
    assert.deepEqual(await scores(10), [0.75, 2, 0])
    assert.deepEqual(await scores(20), [1.5, 2, 0])
  })

  test('without times nothing fades', async ({ assert }) => {
    assert.deepEqual(await scores(10, { ...data, times: new Float64Array(6) }), [3, 2, 0])
  })

  test('it has no reason but itself', async ({ assert }) => {
    const model = await popularity.fit(data, { halfLife: 0 }, contextWithoutBackend())
    assert.deepEqual(model.explain(likesOf(0), 1, NOW), [])
  })

  test('saved and loaded it is the same', async ({ assert }) => {
    const model = await popularity.fit(data, { halfLife: 10 }, contextWithoutBackend())
    assert.deepEqual(popularity.load(model.save()), model)
  })

  test('damaged parts and an impossible half-life are refused', async ({ assert }) => {
    const parts = (await popularity.fit(data, { halfLife: 10 }, contextWithoutBackend())).save()
    for (const damaged of [
      { ...parts, kind: 'ease' as const },
      { ...parts, titleCount: 4 },
      { ...parts, parameters: {} },
      { ...parts, arrays: {} },
      { ...parts, arrays: { likes: Float32Array.of(1, Number.NaN, 3) } },
    ]) {
      assert.throws(() => popularity.load(damaged), ModelDamaged)
    }
    await assert.rejects(() => scores(-1), /half-life/)
  })
})
