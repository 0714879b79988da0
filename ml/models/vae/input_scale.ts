/** What a history's weights are multiplied by to be of length 1; 0 when it holds no like. */
export function inputScale(weights: Float32Array): number {
  let square = 0
  for (const weight of weights) square += weight * weight
  return square === 0 ? 0 : 1 / Math.sqrt(square)
}
