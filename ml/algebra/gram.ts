import { setImmediate as nextTurn } from 'node:timers/promises'
import { transpose, type SparseMatrix } from './sparse.js'

/** Cells of a square tile that is mirrored at once: two of them lie in the cache. */
const TILE = 64

/** Sums between two looks at the event loop: some tens of milliseconds. */
const SUMS_PER_TURN = 30_000_000

/**
 * The Gram matrix XᵀX of a sparse matrix, dense, in time linear in Σ (cells of a row)². Only half of
 * it is summed up, one row at a time: that row stays in the cache, whatever the size of the whole.
 * Sums are taken in 64 bits and stored in 32.
 * @param onProgress told the share done, 0 to 1
 * @returns [columns × columns], row by row
 */
export async function gramMatrix(
  matrix: SparseMatrix,
  onProgress?: (share: number) => void
): Promise<Float32Array> {
  const size = matrix.columnCount
  const byColumn = transpose(matrix)
  const { rowStart, columns, values } = transpose(byColumn)
  const gram = new Float32Array(size * size)
  const sums = new Float64Array(size)
  // Columns are walked in ascending order, as are the cells of a row: where the last one ended, the
  // cells from the column on begin.
  const reached = rowStart.slice(0, -1)
  let summed = 0
  for (let column = 0; column < size; column++) {
    sums.fill(0, column)
    for (let at = byColumn.rowStart[column]!; at < byColumn.rowStart[column + 1]!; at++) {
      const row = byColumn.columns[at]!
      const from = reached[row]!++
      const to = rowStart[row + 1]!
      addMultiple(sums, byColumn.values[at]!, columns, values, from, to)
      summed += to - from
    }
    gram.set(sums.subarray(column), column * size + column)
    if (summed < SUMS_PER_TURN) continue
    summed = 0
    onProgress?.((column + 1) / size)
    await nextTurn()
  }
  mirror(gram, size)
  return gram
}

/** sums[columns] += factor · values, over a range of cells. */
function addMultiple(
  sums: Float64Array,
  factor: number,
  columns: Uint32Array,
  values: Float32Array,
  from: number,
  to: number
): void {
  for (let cell = from; cell < to; cell++) sums[columns[cell]!]! += factor * values[cell]!
}

/** Copies the half above the diagonal below it, tile by tile. */
export function mirror(matrix: Float32Array, size: number): void {
  for (let top = 0; top < size; top += TILE) {
    for (let left = top; left < size; left += TILE) {
      for (let row = top; row < Math.min(top + TILE, size); row++) {
        for (let column = Math.max(left, row + 1); column < Math.min(left + TILE, size); column++) {
          matrix[column * size + row] = matrix[row * size + column]!
        }
      }
    }
  }
}
