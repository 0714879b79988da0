import type { Interactions } from '#ml/dataset/interactions'

/** A cell of a matrix: the title's index, and where it matters how sure and when. */
export type Cell = number | { title: number; weight?: number; time?: number }

/** A matrix by its rows, in the order given; a title without a weight is surely liked. */
export function interactionsOf(rows: readonly (readonly Cell[])[], titles: number): Interactions {
  const cells = rows.flat().map((cell) => (typeof cell === 'number' ? { title: cell } : cell))
  const rowStart = new Uint32Array(rows.length + 1)
  for (const [row, list] of rows.entries()) rowStart[row + 1] = rowStart[row]! + list.length
  return {
    profiles: rows.map((_, row) => `profile-${row}`),
    titles: Array.from({ length: titles }, (_, title) => `title-${title}`),
    rowStart,
    columns: Uint32Array.from(cells, ({ title }) => title),
    weights: Float32Array.from(cells, ({ weight }) => weight ?? 1),
    times: Float64Array.from(cells, ({ time }) => time ?? 0),
  }
}
