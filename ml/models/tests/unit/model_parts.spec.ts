import { test } from '@japa/runner'
import type { ModelParts } from '../../model.js'
import { arrayOf, checkKind, ModelDamaged, numberOf } from '../../model_parts.js'

const parts: ModelParts = {
  kind: 'ials',
  titleCount: 3,
  parameters: {},
  meta: { scale: 2, name: 'x', endless: Infinity },
  arrays: {
    good: Float32Array.of(1, -2, 3),
    broken: Float32Array.of(1, Number.NaN, 3),
    endless: Float64Array.of(1, Infinity, 3),
  },
}

test.group('Parts of a model', () => {
  test('an array of the right type and length comes back as it is', ({ assert }) => {
    assert.strictEqual(arrayOf(parts, 'good', Float32Array, 3), parts.arrays.good)
    assert.equal(numberOf(parts.meta, 'scale', 1), 2)
    checkKind(parts, 'ials')
  })

  for (const [what, read] of [
    ['an array that is missing', () => arrayOf(parts, 'lost', Float32Array, 3)],
    ['an array of another type', () => arrayOf(parts, 'good', Float64Array, 3)],
    ['an array that is cut short', () => arrayOf(parts, 'good', Float32Array, 4)],
    ['a value that is not a number', () => arrayOf(parts, 'broken', Float32Array, 3)],
    ['a value without end', () => arrayOf(parts, 'endless', Float64Array, 3)],
    ['another kind of model', () => checkKind(parts, 'vae')],
    ['no number of titles', () => checkKind({ ...parts, titleCount: 1.5 }, 'ials')],
    ['a number that is missing', () => numberOf(parts.meta, 'lost')],
    ['a text in place of a number', () => numberOf(parts.meta, 'name')],
    ['a number without end', () => numberOf(parts.meta, 'endless')],
    ['a number too small', () => numberOf(parts.meta, 'scale', 3)],
  ] as const) {
    test(`${what} is refused as damage`, ({ assert }) => {
      try {
        read()
      } catch (error) {
        assert.instanceOf(error, ModelDamaged)
        assert.equal((error as ModelDamaged).code, 'E_MODEL_DAMAGED')
        return
      }
      assert.fail('it was accepted')
    })
  }
})
