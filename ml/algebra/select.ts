/**
 * The k-th largest of some numbers, in linear time on average (Hoare 1961, "Algorithm 65: find").
 * @param values none of them NaN; put into another order
 * @param k from 1 to their number
 */
export function kthLargest(values: Float32Array, k: number): number {
  const wanted = k - 1
  let left = 0
  let right = values.length - 1
  while (left < right) {
    const pivot = values[(left + right) >>> 1]!
    let up = left
    let down = right
    while (up <= down) {
      while (values[up]! > pivot) up++
      while (values[down]! < pivot) down--
      if (up > down) break
      const moved = values[up]!
      values[up++] = values[down]!
      values[down--] = moved
    }
    if (wanted <= down) right = down
    else if (wanted >= up) left = up
    else return pivot
  }
  return values[left]!
}
