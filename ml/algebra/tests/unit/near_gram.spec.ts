import { test } from '@japa/runner'
import fc from 'fast-check'
import { gramMatrix } from '../../gram.js'
import { nearGramMatrix } from '../../near_gram.js'
import type { SparseMatrix } from '../../sparse.js'

/** Two rows over three columns; the cells of the first stand in falling order of columns. */
const matrix: SparseMatrix = {
  columnCount: 3,
  rowStart: Uint32Array.of(0, 3, 5),
  columns: Uint32Array.of(2, 1, 0, 0, 1),
  values: Float32Array.of(1, 1, 2, 1, 1),
}

test.group('Gram matrix by nearness in time', () => {
  test('what is near counts in full, what is far as much as it shall when apart', async ({
    assert,
  }) => {
    const hour = 3600
    // The first row has its column 2 at once with column 1, and column 0 years away.
    const times = Float64Array.of(0, 0, 1e8, 500, 500 + hour)
    const gram = await nearGramMatrix(matrix, { times, seconds: hour, apart: 0.25 })
    const hourApart = 0.25 + 0.75 / Math.E
    const expected = [
      [4 + 1, 2 * 0.25 + hourApart, 2 * 0.25],
      [2 * 0.25 + hourApart, 2, 1],
      [2 * 0.25, 1, 1],
    ].flat()
    for (const [cell, value] of expected.entries()) assert.closeTo(gram[cell]!, value, 1e-6)
  })

  test('it is the Gram matrix where times say nothing, to the last bit', async ({ assert }) => {
    const times = new Float64Array(5).fill(1_700_000_000)
    assert.deepEqual(
      await nearGramMatrix(matrix, { times, seconds: 60, apart: 0.25 }),
      await gramMatrix(matrix)
    )
  })

  test('no direction has a negative square in it, so that it can be inverted', async ({
    assert,
  }) => {
    const three = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    })
    const fiveTimes = fc.array(fc.nat(20_000), { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        three,
        fiveTimes,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        async (along, times, apart) => {
          const nearness = { times: Float64Array.from(times), seconds: 600, apart }
          const gram = await nearGramMatrix(matrix, nearness)
          let square = 0
          for (const [row, a] of along.entries()) {
            for (const [column, b] of along.entries()) square += a * b * gram[3 * row + column]!
          }
          assert.isAtLeast(square, -1e-5)
        }
      )
    )
  })
})
