import { setImmediate as nextTurn } from 'node:timers/promises'
import { mirror } from './gram.js'
import type { SparseMatrix } from './sparse.js'

/** How much two cells of a row count for each other, by how far apart in time they are. */
export interface Nearness {
  /** [cells] Unix time in seconds. */
  times: Float64Array
  /** Seconds after which what nearness adds has fallen to 1/e; above 0. */
  seconds: number
  /** What cells count for each other however far apart, 0 to 1; 1 for what is at the same time. */
  apart: number
}

/** Pairs between two looks at the event loop: some tens of milliseconds. */
const PAIRS_PER_TURN = 5_000_000

/** Where e^-x is nothing in 32 bits beside what else is summed up. */
const FAR = 16

const STEPS_PER_UNIT = 256
/**
 * e^-x in steps up to `FAR`, 33 KB, and lines between: off by less than 2e-6, and half the time. What
 * falls and is convex makes a positive semi-definite matrix (Pólya), which lines keep.
 */
const FADED = Float64Array.from({ length: FAR * STEPS_PER_UNIT + 2 }, (_, step) =>
  Math.exp(-step / STEPS_PER_UNIT)
)

/**
 * The Gram matrix of a sparse matrix in which each pair of a row's cells counts by its nearness in
 * time,
 *
 *     G[i, j] = Σ_row x_i x_j (apart + (1 - apart) exp(-|t_i - t_j| / seconds))
 *
 * Titles that a profile watched on one evening say more of each other than those between which years
 * lie. Each row adds the entry-wise product of two positive semi-definite matrices, which is one
 * again (Schur), so that all that is done with XᵀX can be done with it; its diagonal is the same, and
 * so is all of it where times say nothing. Time is linear in Σ (cells of a row)².
 * @returns [columns × columns], row by row
 */
export async function nearGramMatrix(
  matrix: SparseMatrix,
  { times, seconds, apart }: Nearness,
  onProgress?: (share: number) => void
): Promise<Float32Array> {
  const size = matrix.columnCount
  const { byColumn, rowStart, columns, values, when } = sorted(matrix, times)
  const gram = new Float32Array(size * size)
  const sums = new Float64Array(size)
  const reached = rowStart.slice(0, -1)
  const scale = STEPS_PER_UNIT / seconds
  const furthest = FAR * STEPS_PER_UNIT
  let pairs = 0
  for (let column = 0; column < size; column++) {
    sums.fill(0, column)
    for (let at = byColumn.start[column]!; at < byColumn.start[column + 1]!; at++) {
      const row = byColumn.rows[at]!
      const from = reached[row]!++
      const to = rowStart[row + 1]!
      const [time, value] = [when[from]!, values[from]!]
      for (let cell = from; cell < to; cell++) {
        const distance = Math.min(Math.abs(when[cell]! - time) * scale, furthest)
        const step = distance | 0
        const faded = FADED[step]! + (distance - step) * (FADED[step + 1]! - FADED[step]!)
        sums[columns[cell]!]! += value * values[cell]! * (apart + (1 - apart) * faded)
      }
      pairs += to - from
    }
    gram.set(sums.subarray(column), column * size + column)
    if (pairs < PAIRS_PER_TURN) continue
    pairs = 0
    onProgress?.((column + 1) / size)
    await nextTurn()
  }
  mirror(gram, size)
  return gram
}

/** The matrix with each row's cells in rising order of columns, and its rows by column. */
function sorted({ columnCount, rowStart, columns, values }: SparseMatrix, times: Float64Array) {
  const start = new Uint32Array(columnCount + 1)
  for (const column of columns) start[column + 1]!++
  for (let column = 0; column < columnCount; column++) start[column + 1]! += start[column]!
  const cells = new Uint32Array(columns.length)
  const rows = new Uint32Array(columns.length)
  const next = start.slice(0, columnCount)
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let cell = rowStart[row]!; cell < rowStart[row + 1]!; cell++) {
      const to = next[columns[cell]!]!++
      cells[to] = cell
      rows[to] = row
    }
  }
  const free = rowStart.slice(0, -1)
  const order = new Uint32Array(columns.length)
  for (let at = 0; at < cells.length; at++) order[free[rows[at]!]!++] = cells[at]!
  return {
    byColumn: { start, rows },
    rowStart,
    columns: Uint32Array.from(order, (cell) => columns[cell]!),
    values: Float32Array.from(order, (cell) => values[cell]!),
    when: Float64Array.from(order, (cell) => times[cell]!),
  }
}
