import type { TitleFeatures } from '../../dataset/title_features.js'

const MOST_STEPS = 100
/** Where the squared residual has fallen by this, the rest is far below what regression knows. */
const ENOUGH = 1e-9

/**
 * Linear ridge regression `min |X B - Y|² + ridge |B|²` on some rows of a sparse X, one column of Y
 * beside the other, by conjugate gradients on the normal equations (Hestenes and Stiefel 1952), of
 * which the diagonal is brought to 1 first, since a genre has many titles and most words have few.
 * @param targets [titles × width] Y
 * @param rows titles to learn from
 * @returns [titles × width] X B for all titles
 */
export function ridgeRegression(
  given: TitleFeatures,
  targets: Float32Array,
  width: number,
  rows: Uint32Array,
  ridge: number
): Float32Array {
  const scales = scalesOf(given, rows, ridge)
  const features = {
    ...given,
    weights: given.weights.map((weight, cell) => weight * scales[given.columns[cell]!]!),
  }
  const ridges = scales.map((scale) => ridge * scale * scale)
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
    normalProduct(features, rows, direction, width, ridges, image)
    const lengths = ratio(squares, dotColumns(direction, image, width))
    addScaled(solution, lengths, direction)
    addScaled(residual, lengths.map(negative), image)
    const next = dotColumns(residual, residual, width)
    const shares = ratio(next, squares)
    for (let offset = 0; offset < size; offset += width) {
      for (let d = 0; d < width; d++) {
        direction[offset + d] = residual[offset + d]! + shares[d]! * direction[offset + d]!
      }
    }
    squares = next
  }
  return productOf(features, solution, width)
}

/** [features] that bring the diagonal of `Xᵀ X + ridge` to 1. */
function scalesOf(
  { names, rowStart, columns, weights }: TitleFeatures,
  rows: Uint32Array,
  ridge: number
): Float64Array {
  const diagonal = new Float64Array(names.length).fill(ridge)
  for (const row of rows) {
    for (let cell = rowStart[row]!; cell < rowStart[row + 1]!; cell++) {
      diagonal[columns[cell]!]! += weights[cell]! ** 2
    }
  }
  return diagonal.map((value) => 1 / Math.sqrt(value))
}

/** `out = (Xᵀ X + diag(ridges)) B` over some rows. */
function normalProduct(
  features: TitleFeatures,
  rows: Uint32Array,
  matrix: Float64Array,
  width: number,
  ridges: Float64Array,
  out: Float64Array
): void {
  for (const [feature, ridge] of ridges.entries()) {
    const end = (feature + 1) * width
    for (let at = feature * width; at < end; at++) out[at] = ridge * matrix[at]!
  }
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

/** Adds a matrix, each column times its scale. */
function addScaled(sum: Float64Array, scales: Float64Array, matrix: Float64Array): void {
  const width = scales.length
  for (let offset = 0; offset < sum.length; offset += width) {
    for (let d = 0; d < width; d++) sum[offset + d]! += scales[d]! * matrix[offset + d]!
  }
}

const negative = (value: number) => -value

function dotColumns(one: Float64Array, other: Float64Array, width: number): Float64Array {
  const dots = new Float64Array(width)
  for (let offset = 0; offset < one.length; offset += width) {
    for (let d = 0; d < width; d++) dots[d]! += one[offset + d]! * other[offset + d]!
  }
  return dots
}

/** Element by element; 0 where there is nothing left to divide by. */
function ratio(above: Float64Array, below: Float64Array): Float64Array {
  return above.map((value, at) => (below[at] === 0 ? 0 : value / below[at]!))
}
