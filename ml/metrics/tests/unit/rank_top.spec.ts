import { test } from '@japa/runner'
import fc from 'fast-check'
import { rankOf, rankTop } from '#ml/metrics/rank_top'

/** Few values, so that ties are common. */
const scores = fc
  .array(fc.constantFrom(-2, -1, 0, 0.5, 1, 3, Number.NEGATIVE_INFINITY, Number.NaN))
  .map((values) => Float32Array.from(values))

const ranking = (values: Float32Array, seen: number[]) =>
  Array.from(values.keys())
    .filter((title) => values[title]! > Number.NEGATIVE_INFINITY && !seen.includes(title))
    .sort((a, b) => values[b]! - values[a]! || a - b)

test.group('Rank', () => {
  test('the best come first, of equals the lower index, and nothing seen', ({ assert }) => {
    const list = rankTop(Float32Array.of(1, 5, 3, 5, 4), Uint32Array.of(4), 3)
    assert.deepEqual(Array.from(list), [1, 3, 2])
  })

  test('a list is the head of the sorted whole', ({ assert }) => {
    fc.assert(
      fc.property(scores, fc.array(fc.nat(20)), fc.nat(25), (values, seen, k) => {
        const known = seen.filter((title) => title < values.length)
        assert.deepEqual(
          Array.from(rankTop(values, Uint32Array.from(known), k)),
          ranking(values, known).slice(0, k)
        )
      })
    )
  })

  test('a rank is the place in the sorted whole', ({ assert }) => {
    fc.assert(
      fc.property(scores, fc.array(fc.nat(20)), fc.array(fc.nat(20)), (values, seen, wanted) => {
        const inside = (title: number) => title < values.length
        const [known, sought] = [seen.filter(inside), wanted.filter(inside)]
        const place = ranking(values, known).findIndex((title) => sought.includes(title))
        assert.equal(
          rankOf(values, Uint32Array.from(known), Uint32Array.from(sought)),
          place < 0 ? null : place + 1
        )
      })
    )
  })
})
