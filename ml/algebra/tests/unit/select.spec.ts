import { test } from '@japa/runner'
import fc from 'fast-check'
import { kthLargest } from '../../select.js'

test.group('The k-th largest', () => {
  test('of five numbers', ({ assert }) => {
    const numbers = [3, 1, 4, 1, 5]
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((k) => kthLargest(Float32Array.from(numbers), k)),
      [5, 4, 3, 1, 1]
    )
  })

  test('is what sorting finds, also among many equal ones', ({ assert }) => {
    const number = fc.oneof(fc.constantFrom(0, 1, 2), fc.float({ noNaN: true }))
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), fc.nat(), (numbers, draw) => {
        const values = Float32Array.from(numbers)
        const k = 1 + (draw % values.length)
        const sorted = values.toSorted((a, b) => b - a)
        assert.equal(kthLargest(values, k), sorted[k - 1])
      })
    )
  })
})
