/**
 * What titles are: genres, people, words of the synopsis. A sparse matrix of titles × features in
 * compressed rows, in the order of the titles of the `Interactions` that it goes with.
 */
export interface TitleFeatures {
  /** Names of the columns, prefixed by what they are: `genre:drama`, `person:…`, `word:…`. */
  names: readonly string[]
  /** [titles + 1] */
  rowStart: Uint32Array
  /** [cells] index of the feature. */
  columns: Uint32Array
  /** [cells] tf-idf or 1. */
  weights: Float32Array
}
