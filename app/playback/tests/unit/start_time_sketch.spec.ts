import { test } from '@japa/runner'
import fc from 'fast-check'
import { ACCURACY, bucketOf, quantileOf, timeOf } from '../../quality/start_time_sketch.js'

const times = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 300 })

function sketchOf(values: number[]): Map<number, number> {
  const sketch = new Map<number, number>()
  for (const value of values) {
    const bucket = bucketOf(value)
    sketch.set(bucket, (sketch.get(bucket) ?? 0) + 1)
  }
  return sketch
}

function exact(values: number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b)
  return ascending[Math.floor(share * (ascending.length - 1))]!
}

test.group('The sketch of start times', () => {
  test('gives every quantile within its accuracy', ({ assert }) => {
    const property = fc.property(
      times,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, share) => {
        const wanted = exact(all, share)
        const found = quantileOf(sketchOf(all), share)!
        assert.isAtMost(Math.abs(found - wanted) / wanted, ACCURACY + 1e-9)
      }
    )
    fc.assert(property, { numRuns: 500 })
  })

  test('of two hours together is the sum of both', ({ assert }) => {
    const property = fc.property(times, times, (first, second) => {
      const sum = sketchOf(first)
      for (const [bucket, plays] of sketchOf(second)) {
        sum.set(bucket, (sum.get(bucket) ?? 0) + plays)
      }
      const both = sketchOf([...first, ...second])
      for (const share of [0.5, 0.95, 0.99]) {
        assert.equal(quantileOf(sum, share), quantileOf(both, share))
      }
    })
    fc.assert(property)
  })

  test('says nothing when nothing started', ({ assert }) => {
    assert.isNull(quantileOf(new Map(), 0.5))
  })

  test('takes the longest start as a small number', ({ assert }) => {
    assert.isBelow(bucketOf(48 * 3_600_000), 32_767)
    assert.closeTo(timeOf(bucketOf(1)), 1, ACCURACY)
  })
})
