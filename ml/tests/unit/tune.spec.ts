import { test } from '@japa/runner'
import { tune } from '#ml/tune'

const levels = { width: [1, 2, 4, 8, 16], height: [10, 20, 30] } as const
type Size = { width: number; height: number; colour: string }
const first: Size = { width: 1, height: 10, colour: 'red' }

/** Best at 8 × 20, and judged in between as a hill is. */
const hill = ({ width, height }: Size) => -Math.abs(Math.log2(width) - 3) - Math.abs(height - 20)

async function search(more: { trials?: number; deadline?: number | null } = {}) {
  const judged: Size[] = []
  const found = await tune<Size>({
    first,
    levels,
    judge: async (size) => {
      judged.push(size)
      return hill(size)
    },
    trials: 100,
    deadline: null,
    ...more,
  })
  return { found, judged }
}

test.group('Looking for good parameters', () => {
  test('goes up the hill, leaves alone what has no levels, and judges nothing twice', async ({
    assert,
  }) => {
    const { found, judged } = await search()
    assert.deepEqual(found.best, { width: 8, height: 20, colour: 'red' })
    assert.equal(found.quality, 0)
    assert.equal(new Set(judged.map((size) => JSON.stringify(size))).size, judged.length)
    assert.equal(found.trials, judged.length)
  })

  test('ends when no neighbour is better, long before all has been tried', async ({ assert }) => {
    const { judged } = await search()
    assert.isBelow(judged.length, levels.width.length * levels.height.length)
  })

  test('judges as much as it may and gives the best of that', async ({ assert }) => {
    const { found, judged } = await search({ trials: 3 })
    assert.lengthOf(judged, 3)
    assert.equal(found.quality, Math.max(...judged.map(hill)))
  })

  test('without time it still judges where it begins', async ({ assert }) => {
    const { found, judged } = await search({ deadline: performance.now() })
    assert.deepEqual(judged, [first])
    assert.deepEqual(found.best, first)
  })

  test('parameters that cannot be judged are no better than any', async ({ assert }) => {
    const judge = async ({ width }: Size) => (width > 2 ? Number.NaN : width)
    const { best } = await tune<Size>({ first, levels, judge, trials: 100, deadline: null })
    assert.equal(best.width, 2)
  })
})
