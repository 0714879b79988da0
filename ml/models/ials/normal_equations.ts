/**
 * A small dense system `A x = b` with A symmetric and positive definite: built from outer products
 * of factors, and solved by Cholesky. One object is used for many rows, as making arrays for each
 * would cost more than the algebra.
 */
export class NormalEquations {
  /** [dimensions × dimensions] row by row; the lower half is A, and after `factorise` its Cholesky L. */
  private readonly matrix: Float64Array
  /** [dimensions] b. */
  readonly right: Float64Array
  /** Four factors at a time: each number of A is then read and written once for four of them. */
  private readonly first: Float64Array
  private readonly second: Float64Array
  private readonly third: Float64Array
  private readonly fourth: Float64Array

  /** @param dimensions an even number */
  constructor(readonly dimensions: number) {
    this.matrix = new Float64Array(dimensions * dimensions)
    this.right = new Float64Array(dimensions)
    this.first = new Float64Array(dimensions)
    this.second = new Float64Array(dimensions)
    this.third = new Float64Array(dimensions)
    this.fourth = new Float64Array(dimensions)
  }

  /**
   * Begins with `A = gram + ridge · I` and `b = 0`.
   * @param gram [dimensions × dimensions] its lower half is read
   */
  begin(gram: Float64Array, ridge: number): void {
    const { matrix, dimensions } = this
    matrix.set(gram)
    for (let at = 0; at < matrix.length; at += dimensions + 1) matrix[at]! += ridge
    this.right.fill(0)
  }

  /**
   * Adds `Σ w f fᵀ` to A and `Σ w f` to b, over the cells `from` up to `to`. A cell of weight 0 adds
   * nothing.
   * @param factors [rows × dimensions]
   * @param columns rows of the factors
   */
  add(
    factors: Float32Array,
    columns: Uint32Array,
    weights: Float32Array,
    from: number,
    to: number
  ): void {
    const { first, second, third, fourth } = this
    for (let cell = from; cell < to; cell += 4) {
      this.take(first, 0, cell, factors, columns, weights, to)
      this.take(second, 1, cell, factors, columns, weights, to)
      this.take(third, 2, cell, factors, columns, weights, to)
      this.take(fourth, 3, cell, factors, columns, weights, to)
      this.addFour()
    }
  }

  private readonly heldWeights = new Float64Array(4)

  private take(
    into: Float64Array,
    place: number,
    firstCell: number,
    factors: Float32Array,
    columns: Uint32Array,
    weights: Float32Array,
    to: number
  ): void {
    const cell = firstCell + place
    const weight = cell < to ? weights[cell]! : 0
    this.heldWeights[place] = weight
    // Not to be multiplied by 0: what was left there from another row is of no harm.
    if (weight === 0) return
    const { dimensions, right } = this
    const offset = columns[cell]! * dimensions
    for (let d = 0; d < dimensions; d++) {
      const value = factors[offset + d]!
      into[d] = value
      right[d]! += weight * value
    }
  }

  private addFour(): void {
    const { matrix, dimensions, first, second, third, fourth, heldWeights } = this
    const w0 = heldWeights[0]!
    const w1 = heldWeights[1]!
    const w2 = heldWeights[2]!
    const w3 = heldWeights[3]!
    for (let row = 0; row < dimensions; row += 2) {
      const upper = row * dimensions
      const lower = upper + dimensions
      const a0 = w0 * first[row]!
      const a1 = w1 * second[row]!
      const a2 = w2 * third[row]!
      const a3 = w3 * fourth[row]!
      const b0 = w0 * first[row + 1]!
      const b1 = w1 * second[row + 1]!
      const b2 = w2 * third[row + 1]!
      const b3 = w3 * fourth[row + 1]!
      for (let column = 0; column < row + 2; column++) {
        const f0 = first[column]!
        const f1 = second[column]!
        const f2 = third[column]!
        const f3 = fourth[column]!
        matrix[upper + column]! += a0 * f0 + a1 * f1 + a2 * f2 + a3 * f3
        matrix[lower + column]! += b0 * f0 + b1 * f1 + b2 * f2 + b3 * f3
      }
    }
  }

  /** Replaces A by its Cholesky factor L, `A = L Lᵀ`, row by row (Golub and Van Loan, 4.2). */
  factorise(): void {
    const { matrix, dimensions } = this
    for (let row = 0; row < dimensions; row++) {
      const own = row * dimensions
      let column = 0
      // Two columns share the reads of this row; the second needs the first's result at its end.
      for (; column + 1 < row; column += 2) {
        const upper = column * dimensions
        const lower = upper + dimensions
        let one = matrix[own + column]!
        let two = matrix[own + column + 1]!
        for (let k = 0; k < column; k++) {
          const value = matrix[own + k]!
          one -= value * matrix[upper + k]!
          two -= value * matrix[lower + k]!
        }
        one /= matrix[upper + column]!
        matrix[own + column] = one
        matrix[own + column + 1] =
          (two - one * matrix[lower + column]!) / matrix[lower + column + 1]!
      }
      for (; column <= row; column++) {
        const other = column * dimensions
        let sum = matrix[own + column]!
        for (let k = 0; k < column; k++) sum -= matrix[own + k]! * matrix[other + k]!
        matrix[own + column] = column === row ? Math.sqrt(sum) : sum / matrix[other + column]!
      }
    }
  }

  /** After `factorise`: replaces a vector v by `A⁻¹ v`. */
  solve(vector: Float64Array): void {
    const { matrix, dimensions } = this
    for (let row = 0; row < dimensions; row++) {
      const offset = row * dimensions
      let sum = vector[row]!
      for (let k = 0; k < row; k++) sum -= matrix[offset + k]! * vector[k]!
      vector[row] = sum / matrix[offset + row]!
    }
    for (let row = dimensions - 1; row >= 0; row--) {
      const offset = row * dimensions
      const value = vector[row]! / matrix[offset + row]!
      vector[row] = value
      // Row by row, as a column of L lies scattered in memory.
      for (let k = 0; k < row; k++) vector[k]! -= value * matrix[offset + k]!
    }
  }

  /**
   * The lower half of `scale · Fᵀ F`.
   * @param factors [rows × dimensions]
   */
  gramOf(factors: Float32Array, scale: number, out: Float64Array): void {
    const rows = factors.length / this.dimensions
    const every = Uint32Array.from({ length: rows }, (_, row) => row)
    this.matrix.fill(0)
    this.add(factors, every, new Float32Array(rows).fill(1), 0, rows)
    for (let at = 0; at < out.length; at++) out[at] = scale * this.matrix[at]!
  }
}
