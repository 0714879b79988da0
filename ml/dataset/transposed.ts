import type { Interactions } from './interactions.js'

/** The cells of `Interactions` by title: row `t` is who watched title t, in the order of the profiles. */
export interface ByTitle {
  /** [titles + 1] */
  rowStart: Uint32Array
  /** [cells] index of the profile. */
  columns: Uint32Array
  /** [cells] as in `Interactions`. */
  weights: Float32Array
}

/** The transposed matrix, in one pass over the cells (Gustavson 1978). */
export function transposed(data: Interactions): ByTitle {
  const rowStart = new Uint32Array(data.titles.length + 1)
  for (let cell = 0; cell < data.columns.length; cell++) rowStart[data.columns[cell]! + 1]!++
  for (let title = 0; title < data.titles.length; title++) {
    rowStart[title + 1]! += rowStart[title]!
  }
  const next = rowStart.slice(0, -1)
  const columns = new Uint32Array(data.columns.length)
  const weights = new Float32Array(data.columns.length)
  for (let profile = 0; profile < data.profiles.length; profile++) {
    for (let cell = data.rowStart[profile]!; cell < data.rowStart[profile + 1]!; cell++) {
      const at = next[data.columns[cell]!]!++
      columns[at] = profile
      weights[at] = data.weights[cell]!
    }
  }
  return { rowStart, columns, weights }
}
