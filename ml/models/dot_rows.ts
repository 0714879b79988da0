/**
 * `out = rows · vector`: the score of every title from its factor. Two sums at a time keep the
 * processor busy, and their order is part of the result.
 * @param rows [out × vector], row by row
 * @param vector of even length
 */
export function dotRows(rows: Float32Array, vector: Float32Array, out: Float32Array): void {
  const { length } = vector
  for (let row = 0, offset = 0; row < out.length; row++, offset += length) {
    let even = 0
    let odd = 0
    for (let d = 0; d < length; d += 2) {
      even += rows[offset + d]! * vector[d]!
      odd += rows[offset + d + 1]! * vector[d + 1]!
    }
    out[row] = even + odd
  }
}
