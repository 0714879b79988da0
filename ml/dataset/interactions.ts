/**
 * Who watched what: a sparse matrix of profiles × titles in compressed rows (CSR). A cell holds how
 * sure it is that the profile liked the title, and when it last watched it.
 *
 * Row `p` is the cells `rowStart[p]` up to `rowStart[p + 1]`, oldest first; no title twice in a row.
 */
export interface Interactions {
  /** Ids of the rows. */
  profiles: readonly string[]
  /** Ids of the columns. */
  titles: readonly string[]
  /** [profiles + 1] */
  rowStart: Uint32Array
  /** [cells] index of the title. */
  columns: Uint32Array
  /** [cells] confidence of a like, above 0; 0 stands for what was seen and left, which is no like. */
  weights: Float32Array
  /** [cells] Unix time in seconds; 0 where the source gave none. */
  times: Float64Array
}

/** What one profile watched, oldest first: a row of `Interactions`. The arrays are views or copies. */
export interface History {
  /** [n] index of the title; none twice. */
  titles: Uint32Array
  /** [n] as in `Interactions`. */
  weights: Float32Array
  /** [n] Unix time in seconds. */
  times: Float64Array
}

/** A profile's row, as views into the matrix. */
export function historyOf(data: Interactions, profile: number): History {
  const from = data.rowStart[profile]!
  const to = data.rowStart[profile + 1]!
  return {
    titles: data.columns.subarray(from, to),
    weights: data.weights.subarray(from, to),
    times: data.times.subarray(from, to),
  }
}
