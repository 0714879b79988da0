/** Sum of the weights of the cells `from` up to `to`. */
export function likesIn(weights: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let cell = from; cell < to; cell++) sum += weights[cell]!
  return sum
}
