import { test } from '@japa/runner'
import fc from 'fast-check'
import { gramMatrix } from '../../gram.js'
import { transpose, type SparseMatrix } from '../../sparse.js'

/** The sparse form of dense rows; with `backwards`, the cells of a row stand in falling order. */
function sparse(rows: number[][], columnCount: number, backwards = false): SparseMatrix {
  const cells = rows.map((row) => {
    const listed = [...row.entries()].filter(([, value]) => value !== 0)
    return backwards ? listed.reverse() : listed
  })
  const rowStart = [0]
  for (const row of cells) rowStart.push(rowStart.at(-1)! + row.length)
  return {
    columnCount,
    rowStart: Uint32Array.from(rowStart),
    columns: Uint32Array.from(cells.flat().map(([column]) => column)),
    values: Float32Array.from(cells.flat().map(([, value]) => value)),
  }
}

const small = fc.constantFrom(0, 0, 0, 1, 2, 0.5)
const denseRows = fc
  .record({ rows: fc.nat(12), columns: fc.integer({ min: 1, max: 150 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(small, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      backwards: fc.boolean(),
    })
  )

test.group('Sparse matrices', () => {
  test('the transpose of two rows', ({ assert }) => {
    const { rowStart, columns, values } = transpose(
      sparse(
        [
          [5, 0, 7],
          [6, 0, 0],
        ],
        3
      )
    )
    assert.deepEqual([...rowStart], [0, 2, 2, 3])
    assert.deepEqual([...columns], [0, 1, 0])
    assert.deepEqual([...values], [5, 6, 7])
  })

  test('transposing twice gives the matrix back, with its rows in ascending order', ({
    assert,
  }) => {
    fc.assert(
      fc.property(denseRows, ({ rows, columns, backwards }) => {
        const twice = transpose(transpose(sparse(rows, columns, backwards)))
        assert.deepEqual(twice, sparse(rows, columns))
      })
    )
  })

  test('the Gram matrix of three rows', async ({ assert }) => {
    const gram = await gramMatrix(
      sparse(
        [
          [1, 1, 0],
          [1, 0, 2],
          [0, 3, 1],
        ],
        3
      )
    )
    assert.deepEqual([...gram], [2, 1, 2, 1, 10, 3, 2, 3, 5])
  })

  test('the Gram matrix is XᵀX, in whatever order the cells of a row stand', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(denseRows, async ({ rows, columns, backwards }) => {
        const gram = await gramMatrix(sparse(rows, columns, backwards))
        const expected = Array.from({ length: columns * columns }, (_, cell) => {
          const [a, b] = [Math.floor(cell / columns), cell % columns]
          return rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0)
        })
        assert.deepEqual([...gram], expected)
      })
    )
  })

  test('the Gram matrix of nothing is nothing', async ({ assert }) => {
    assert.deepEqual(await gramMatrix(sparse([], 0)), new Float32Array(0))
    assert.deepEqual(await gramMatrix(sparse([], 2)), new Float32Array(4))
  })
})
