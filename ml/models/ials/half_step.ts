import { likesIn } from '../likes.js'
import type { NormalEquations } from './normal_equations.js'

/** One side of the matrix, by rows, as its factors are solved for. All arrays may be shared memory. */
export interface Side {
  /** [rows + 1], [cells], [cells] as in `Interactions`; of titles it is the transposed matrix. */
  rowStart: Uint32Array
  columns: Uint32Array
  weights: Float32Array
  /** [rows × dimensions] what is solved for. */
  factors: Float32Array
  /** [rows] what stays of the loss when a row is solved, without the other side's regularisation. */
  losses: Float64Array
  /** α0 times the rows of the other side that hold a like: the unobserved cells of a row. */
  unobserved: number
}

export interface Regularisation {
  /** λ */
  strength: number
  /** ν: 0 regularises all rows alike, 1 by how much is known of each. */
  exponent: number
}

/**
 * λ_u of Rendle et al. 2021 (equation 8): `λ (Σ weights + α0 |I|)^ν`.
 * @param likes sum of the row's weights
 */
export function ridgeOf(by: Regularisation, likes: number, unobserved: number): number {
  return by.strength * (likes + unobserved) ** by.exponent
}

/**
 * Solves rows `from` up to `to` exactly with the other side held still. A row depends on no other, so
 * the result is the same whoever solves it, and in whatever order.
 * @param gram `α0 Fᵀ F` of the other side's factors
 */
export function solveRows(
  side: Side,
  others: Float32Array,
  gram: Float64Array,
  by: Regularisation,
  equations: NormalEquations,
  from: number,
  to: number
): void {
  const { dimensions, right } = equations
  const { rowStart, columns, weights, factors, losses, unobserved } = side
  for (let row = from; row < to; row++) {
    const begin = rowStart[row]!
    const end = rowStart[row + 1]!
    const likes = likesIn(weights, begin, end)
    const offset = row * dimensions
    if (likes === 0) {
      factors.fill(0, offset, offset + dimensions)
      losses[row] = 0
      continue
    }
    equations.begin(gram, ridgeOf(by, likes, unobserved))
    equations.add(others, columns, weights, begin, end)
    losses[row] = likes
    const wanted = right.slice()
    equations.factorise()
    equations.solve(right)
    for (let d = 0; d < dimensions; d++) {
      factors[offset + d] = right[d]!
      losses[row]! -= wanted[d]! * right[d]!
    }
  }
}
