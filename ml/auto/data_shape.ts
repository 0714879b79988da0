import type { Interactions } from '../dataset/interactions.js'

/** What of the data says how long models take, and what they can learn from it. */
export interface DataShape {
  profiles: number
  titles: number
  cells: number
  /** Σ (cells of a row)² / 2: what item-to-item models sum up. */
  pairs: number
  /** Some profile watched titles at different times. */
  hasTimes: boolean
  /** Likes differ in how sure they are. */
  hasConfidence: boolean
}

export function shapeOf(data: Interactions): DataShape {
  const { rowStart, weights, times } = data
  let pairs = 0
  let hasTimes = false
  let surest = 0
  let leastSure = Number.POSITIVE_INFINITY
  for (let profile = 0; profile < data.profiles.length; profile++) {
    const from = rowStart[profile]!
    const to = rowStart[profile + 1]!
    pairs += (to - from) ** 2 / 2
    if (to > from && times[from] !== times[to - 1]) hasTimes = true
  }
  for (const weight of weights) {
    if (weight === 0) continue
    surest = Math.max(surest, weight)
    leastSure = Math.min(leastSure, weight)
  }
  return {
    profiles: data.profiles.length,
    titles: data.titles.length,
    cells: data.columns.length,
    pairs,
    hasTimes,
    hasConfidence: surest > leastSure * 1.001,
  }
}

/** Data of some profiles only, picked by the seed, so that they hold about so many cells. */
export function someProfiles(
  data: Interactions,
  cells: number,
  random: () => number
): Interactions {
  const share = cells / data.columns.length
  if (share >= 1) return data
  const rows = data.profiles.map((_, row) => row).filter(() => random() < share)
  const rowStart = new Uint32Array(rows.length + 1)
  for (const [place, row] of rows.entries()) {
    rowStart[place + 1] = rowStart[place]! + data.rowStart[row + 1]! - data.rowStart[row]!
  }
  const columns = new Uint32Array(rowStart.at(-1)!)
  const weights = new Float32Array(columns.length)
  const times = new Float64Array(columns.length)
  for (const [place, row] of rows.entries()) {
    const from = data.rowStart[row]!
    const to = data.rowStart[row + 1]!
    columns.set(data.columns.subarray(from, to), rowStart[place])
    weights.set(data.weights.subarray(from, to), rowStart[place])
    times.set(data.times.subarray(from, to), rowStart[place])
  }
  const profiles = rows.map((row) => data.profiles[row]!)
  return { profiles, titles: data.titles, rowStart, columns, weights, times }
}
