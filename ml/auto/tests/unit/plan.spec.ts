import { test } from '@japa/runner'
import type { DataShape } from '../../data_shape.js'
import { planFor } from '../../plan.js'

const small: DataShape = {
  profiles: 1000,
  titles: 1700,
  cells: 100_000,
  pairs: 10e6,
  hasTimes: true,
  hasConfidence: false,
}
/** 20 million events. */
const large: DataShape = {
  profiles: 200_000,
  titles: 10_000,
  cells: 20e6,
  pairs: 1.2e9,
  hasTimes: true,
  hasConfidence: true,
}
const MINUTE = 60_000

const kindsOf = (plan: ReturnType<typeof planFor>) => plan.spaces.map(({ kind }) => kind)

test.group('What is done within a budget', () => {
  test('follows from sizes and budget alone', ({ assert }) => {
    assert.deepEqual(
      planFor(small, 'tensorflow', 10 * MINUTE),
      planFor(small, 'tensorflow', 10 * MINUTE)
    )
  })

  test('never plans for more than the budget, unless for popularity alone', ({ assert }) => {
    for (const shape of [small, large]) {
      for (const backend of ['tensorflow', 'wasm'] as const) {
        for (const minutes of [0.25, 0.5, 1, 3, 10, 30, 120]) {
          const plan = planFor(shape, backend, minutes * MINUTE)
          assert.isBelow(plan.seconds, minutes * 60)
          assert.include(kindsOf(plan), 'popularity')
        }
      }
    }
  })

  test('more time never means fewer kinds, nor fewer settings of one', ({ assert }) => {
    let before = 0
    for (const minutes of [0.1, 0.5, 2, 10, 30]) {
      const plan = planFor(small, 'tensorflow', minutes * MINUTE)
      const settings = plan.spaces.reduce((sum, { trials }) => sum + trials, 0)
      assert.isAtLeast(settings, before)
      before = settings
    }
  })

  test('20 million events are all learned from in half an hour, but searched on some', ({
    assert,
  }) => {
    for (const backend of ['tensorflow', 'wasm'] as const) {
      const plan = planFor(large, backend, 30 * MINUTE)
      assert.includeMembers(kindsOf(plan), ['edlae', 'ials'])
      assert.equal(plan.spaces.find(({ kind }) => kind === 'edlae')!.cells, large.cells)
      assert.isAtMost(plan.cells, large.cells / 4)
      assert.isAtLeast(plan.cells, 1_000_000)
    }
  })

  test('looks at times and confidence only where they say something', ({ assert }) => {
    const levelsOf = (shape: DataShape) =>
      Object.keys(planFor(shape, 'tensorflow', 10 * MINUTE).spaces[0]!.levels)
    assert.include(levelsOf(large), 'nearness')
    assert.include(levelsOf(large), 'confidence')
    const bare = levelsOf({ ...large, hasTimes: false, hasConfidence: false })
    assert.notInclude(bare, 'nearness')
    assert.notInclude(bare, 'confidence')
  })
})
