import { kthLargest } from '../algebra/select.js'
import { transpose } from '../algebra/sparse.js'

/**
 * How much each title speaks for each other one: a sparse matrix B of titles × titles, read by the
 * title that speaks. A row lists its cells in ascending order.
 */
export interface ItemWeights {
  /** [titles + 1] */
  rowStart: Uint32Array
  /** [cells] the title that is spoken for. */
  columns: Uint32Array
  /** [cells] below 0: speaks against. */
  values: Float32Array
}

/**
 * B = I - P · diag(P)⁻¹ of a symmetric P, of which each column keeps the largest weights by
 * magnitude: what speaks most for a title, or against it. Of equal ones the lower index stays.
 * @param inverse P, [taking × taking], row by row
 * @param taking titles of its rows and columns, ascending
 * @param titleCount rows and columns of B
 * @param keep weights of a column that stay; 0 for all of them
 */
export function weightsFromInverse(
  inverse: Float32Array,
  taking: Uint32Array,
  titleCount: number,
  keep: number
): ItemWeights {
  const size = taking.length
  const most = Math.min(keep === 0 ? size : keep, Math.max(size - 1, 0))
  const titles = new Uint32Array(size * most)
  const values = new Float32Array(size * most)
  const ends = new Uint32Array(size)
  let cell = 0
  for (let title = 0; title < size; title++) {
    // A column of B is read from the row of P, which is the same and lies together.
    const row = inverse.subarray(title * size, (title + 1) * size)
    const diagonal = row[title]!
    const magnitudes = row.map((value, other) => (other === title ? 0 : Math.abs(value)))
    const { least, spare } = thresholdOf(magnitudes, most)
    let equal = spare
    for (let other = 0; other < size; other++) {
      const magnitude = magnitudes[other]!
      if (magnitude === 0 || magnitude < least || (magnitude === least && equal-- <= 0)) continue
      titles[cell] = taking[other]!
      values[cell] = -row[other]! / diagonal
      cell++
    }
    ends[title] = cell
  }
  const rowStart = startsOf(ends, taking, titleCount)
  const used = { columns: titles.subarray(0, cell), values: values.subarray(0, cell) }
  const byColumn = { columnCount: titleCount, rowStart, ...used }
  const { rowStart: starts, columns, values: sorted } = transpose(byColumn)
  return { rowStart: starts, columns, values: sorted }
}

/** The least magnitude that stays, and how many of exactly that one do. */
function thresholdOf(magnitudes: Float32Array, most: number): { least: number; spare: number } {
  if (most >= magnitudes.length - 1) return { least: 0, spare: 0 }
  const least = kthLargest(magnitudes.slice(), most)
  let larger = 0
  for (const magnitude of magnitudes) if (magnitude > least) larger++
  return { least, spare: most - larger }
}

/** Starts of all rows, where only some have cells. */
function startsOf(ends: Uint32Array, taking: Uint32Array, titleCount: number): Uint32Array {
  const starts = new Uint32Array(titleCount + 1)
  for (const [index, title] of taking.entries()) {
    starts[title + 1] = ends[index]! - (index === 0 ? 0 : ends[index - 1]!)
  }
  for (let title = 0; title < titleCount; title++) starts[title + 1]! += starts[title]!
  return starts
}
