/**
 * The inverse of a small symmetric positive definite matrix in 64 bits, by its Cholesky factor:
 * A = LLᵀ, A⁻¹ = L⁻ᵀL⁻¹. Only the lower half of the matrix is read.
 * @param matrix [size × size], row by row; overwritten
 * @returns [size × size], symmetric to the last bit
 * @throws RangeError when the matrix is not positive definite
 */
export function choleskyInverse(matrix: Float64Array, size: number): Float64Array {
  factorise(matrix, size)
  const inverse = invertLower(matrix, size)
  const product = new Float64Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0
      for (let k = row; k < size; k++) sum += inverse[k * size + row]! * inverse[k * size + column]!
      product[row * size + column] = sum
      product[column * size + row] = sum
    }
  }
  return product
}

/** Writes L into the lower half. */
function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!
      for (let k = 0; k < column; k++) sum -= matrix[row * size + k]! * matrix[column * size + k]!
      if (row !== column) matrix[row * size + column] = sum / matrix[column * size + column]!
      else if (sum > 0) matrix[row * size + row] = Math.sqrt(sum)
      else throw new RangeError(`Not positive definite: pivot ${row} of ${size} is ${sum}`)
    }
  }
}

/** L⁻¹, by forward substitution. */
function invertLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    inverse[column * size + column] = 1 / lower[column * size + column]!
    for (let row = column + 1; row < size; row++) {
      let sum = 0
      for (let k = column; k < row; k++) sum -= lower[row * size + k]! * inverse[k * size + column]!
      inverse[row * size + column] = sum / lower[row * size + row]!
    }
  }
  return inverse
}
