import type { TitleFeatures } from '../../dataset/title_features.js'

const MOST_STEPS = 100
/** A squared residual that has fallen by this shows no more in 32 bits. */
const ENOUGH = 1e-12

/**
 * Linear ridge regression `min |X B - Y|² + ridge |B|²` on some rows of a sparse X, one column of Y
 * beside the other, by conjugate gradients on the normal equations (Hestenes and Stiefel 1952).
 * @param targets [titles × width] Y
 * @param rows titles to learn from
 * @returns [titles × width] X B for all titles
 */
export function ridgeRegression(
  features: TitleFeatures,
  targets: Float32Array,
  width: number,
  rows: Uint32Array,
  ridge: number
): Float32Array {
  const size = features.names.length * width
  const solution = new Float64Array(size)
  const residual = new Float64Array(size)
  for (const row of rows) {
    addTransposed(features, row, targets.subarray(row * width, (row + 1) * width), residual)
  }
  const direction = residual.slice()
  const image = new Float64Array(size)
  let squares = dotColumns(residual, residual, width)
  const enough = squares.map((square) => square * ENOUGH)
  for (let step = 0; step < MOST_STEPS; step++) {
    if (squares.every((square, column) => square <= enough[column]!)) break
    normalProduct(features, rows, direction, width, ridge, image)
    const lengths = ratio(squares, dotColumns(direction, image, width))
    for (let at = 0; at < size; at++) {
      solution[at]! += lengths[at % width]! * direction[at]!
      residual[at]! -= lengths[at % width]! * image[at]!
    }
    const next = dotColumns(residual, residual, width)
    const shares = ratio(next, squares)
    for (let at = 0; at < size; at++) {
      direction[at] = residual[at]! + shares[at % width]! * direction[at]!
    }
    squares = next
  }
  return productOf(features, solution, width)
}

/** `out = (Xᵀ X + ridge) B` over some rows. */
function normalProduct(
  features: TitleFeatures,
  rows: Uint32Array,
  matrix: Float64Array,
  width: number,
  ridge: number,
  out: Float64Array
): void {
  for (let at = 0; at < out.length; at++) out[at] = ridge * matrix[at]!
  const product = new Float64Array(width)
  for (const row of rows) {
    product.fill(0)
    addRow(features, row, matrix, product)
    addTransposed(features, row, product, out)
  }
}

/** Adds row `row` of `X B` to `sum`. */
function addRow(
  { rowStart, columns, weights }: TitleFeatures,
  row: number,
  matrix: Float64Array,
  sum: Float64Array | Float32Array
): void {
  const width = sum.length
  for (let cell = rowStart[row]!; cell < rowStart[row + 1]!; cell++) {
    const offset = columns[cell]! * width
    const weight = weights[cell]!
    for (let d = 0; d < width; d++) sum[d]! += weight * matrix[offset + d]!
  }
}

/** Adds `xᵀ values` to a matrix, x being row `row` of X. */
function addTransposed(
  { rowStart, columns, weights }: TitleFeatures,
  row: number,
  values: Float64Array | Float32Array,
  matrix: Float64Array
): void {
  const width = values.length
  for (let cell = rowStart[row]!; cell < rowStart[row + 1]!; cell++) {
    const offset = columns[cell]! * width
    const weight = weights[cell]!
    for (let d = 0; d < width; d++) matrix[offset + d]! += weight * values[d]!
  }
}

function productOf(features: TitleFeatures, matrix: Float64Array, width: number): Float32Array {
  const titles = features.rowStart.length - 1
  const product = new Float32Array(titles * width)
  for (let title = 0; title < titles; title++) {
    addRow(features, title, matrix, product.subarray(title * width, (title + 1) * width))
  }
  return product
}

function dotColumns(one: Float64Array, other: Float64Array, width: number): Float64Array {
  const dots = new Float64Array(width)
  for (let at = 0; at < one.length; at++) dots[at % width]! += one[at]! * other[at]!
  return dots
}

/** Element by element; 0 where there is nothing left to divide by. */
function ratio(above: Float64Array, below: Float64Array): Float64Array {
  return above.map((value, at) => (below[at] === 0 ? 0 : value / below[at]!))
}
