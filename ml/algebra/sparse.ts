/** A sparse matrix in compressed rows (CSR). Row `r` is the cells `rowStart[r]` up to `rowStart[r + 1]`. */
export interface SparseMatrix {
  columnCount: number
  /** [rows + 1] */
  rowStart: Uint32Array
  /** [cells] */
  columns: Uint32Array
  /** [cells] */
  values: Float32Array
}

/**
 * The transpose, by a counting sort in time linear in cells, rows and columns. Each of its rows lists
 * its cells in ascending order, whatever the order was before: transposing twice sorts the rows.
 */
export function transpose(matrix: SparseMatrix): SparseMatrix {
  const { columnCount, columns, values } = matrix
  const rowCount = matrix.rowStart.length - 1
  const rowStart = new Uint32Array(columnCount + 1)
  for (const column of columns) rowStart[column + 1]!++
  for (let column = 0; column < columnCount; column++) {
    rowStart[column + 1]! += rowStart[column]!
  }
  const next = rowStart.slice(0, columnCount)
  const transposed = new Uint32Array(columns.length)
  const moved = new Float32Array(columns.length)
  for (let row = 0; row < rowCount; row++) {
    const end = matrix.rowStart[row + 1]!
    for (let cell = matrix.rowStart[row]!; cell < end; cell++) {
      const to = next[columns[cell]!]!++
      transposed[to] = row
      moved[to] = values[cell]!
    }
  }
  return { columnCount: rowCount, rowStart, columns: transposed, values: moved }
}
