import { gramMatrix } from '../algebra/gram.js'
import { invertPositiveDefinite } from '../algebra/inverse.js'
import { nearGramMatrix } from '../algebra/near_gram.js'
import type { SparseMatrix } from '../algebra/sparse.js'
import type { Interactions } from '../dataset/interactions.js'
import { evenRows, raiseTail, type Emphasis } from './emphasis.js'
import type { FitContext } from './model.js'
import { weightsFromInverse, type ItemWeights } from './item_weights.js'

/** What EASE and EDLAE have in common. */
export type LinearAutoencoderParameters = {
  /**
   * c in x = confidence^c: 0 counts every like the same, 1 takes confidence as it is.
   */
  confidence: number
  /**
   * Weights kept for each title, the largest, or less where that were more than 10 million in all
   * (80 MB in every process that serves); 0 keeps all of them.
   */
  keep: number
  /** Titles that take part, the most watched ones: memory grows with their square. */
  titles: number
}

const MOST_WEIGHTS = 10_000_000

/** Shares of the time of a fit, as a progress bar shows them. */
const GRAM_SHARE = 0.3
const INVERSE_SHARE = 0.95

/**
 * The item-to-item weights B that restore a row x of X best as xB, while no title may restore itself:
 * minimises ‖X - XB‖² + tr(Bᵀ Λ B) with diag(B) = 0, of which the solution is closed,
 *
 *     P = (XᵀX + Λ)⁻¹,   B = I - P · diag(P)⁻¹
 *
 * (Steck 2019, "Embarrassingly shallow autoencoders for sparse data", equations 4 to 8).
 * With an emphasis, XᵀX is weighted by it.
 * @param ridge the diagonal of Λ, from the diagonal of XᵀX; above 0
 */
export async function fitItemWeights(
  data: Interactions,
  parameters: LinearAutoencoderParameters,
  ridge: (diagonal: number) => number,
  emphasis: Emphasis,
  { backend, onProgress }: Pick<FitContext, 'backend' | 'onProgress'>
): Promise<ItemWeights> {
  const taking = mostWatched(data, parameters.titles)
  const size = taking.length
  const matrix = await likesTogether(data, taking, parameters, emphasis, (share) =>
    onProgress?.(share * GRAM_SHARE)
  )
  for (let title = 0; title < size; title++) {
    matrix[title * size + title]! += ridge(matrix[title * size + title]!)
  }
  await invertPositiveDefinite(matrix, size, backend, {
    onProgress: (share) => onProgress?.(GRAM_SHARE + share * (INVERSE_SHARE - GRAM_SHARE)),
  })
  const keep = Math.min(parameters.keep, Math.floor(MOST_WEIGHTS / Math.max(size, 1)))
  const weights = weightsFromInverse(matrix, taking, data.titles.length, keep)
  raiseTail(weights, likesOf(data), emphasis.tail)
  onProgress?.(1)
  return weights
}

/** XᵀX, or what stands for it. The input is left behind: the inverse needs the memory. */
function likesTogether(
  data: Interactions,
  taking: Uint32Array,
  { confidence }: LinearAutoencoderParameters,
  { nearness, apart, evenness }: Emphasis,
  onProgress: (share: number) => void
): Promise<Float32Array> {
  const input = inputMatrix(data, taking, confidence, nearness > 0)
  evenRows(input, evenness)
  if (nearness === 0) return gramMatrix(input, onProgress)
  return nearGramMatrix(input, { times: input.times, seconds: nearness, apart }, onProgress)
}

/** [titles] */
function likesOf(data: Interactions): Uint32Array {
  const likes = new Uint32Array(data.titles.length)
  for (let cell = 0; cell < data.columns.length; cell++) {
    if (data.weights[cell]! > 0) likes[data.columns[cell]!]!++
  }
  return likes
}

/** Titles with likes, at most so many, in ascending order; ties go to the lower index. */
function mostWatched(data: Interactions, most: number): Uint32Array {
  const likes = likesOf(data)
  return Uint32Array.from(likes.keys())
    .filter((title) => likes[title]! > 0)
    .sort((a, b) => likes[b]! - likes[a]! || a - b)
    .slice(0, most)
    .sort()
}

interface TimedMatrix extends SparseMatrix {
  /** [cells] Unix time in seconds; empty where nobody asks for it. */
  times: Float64Array
}

/** X: likes alone, of the titles that take part, as their confidence to a power. */
function inputMatrix(
  data: Interactions,
  taking: Uint32Array,
  power: number,
  timed: boolean
): TimedMatrix {
  const NONE = 0xffffffff
  const columnOf = new Uint32Array(data.titles.length).fill(NONE)
  for (const [column, title] of taking.entries()) columnOf[title] = column
  const columns = new Uint32Array(data.columns.length)
  const values = new Float32Array(data.columns.length)
  const times = new Float64Array(timed ? data.columns.length : 0)
  const rowStart = new Uint32Array(data.rowStart.length)
  let cells = 0
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let cell = data.rowStart[row]!; cell < data.rowStart[row + 1]!; cell++) {
      const column = columnOf[data.columns[cell]!]!
      if (column === NONE || data.weights[cell] === 0) continue
      columns[cells] = column
      values[cells] = inputOf(data.weights[cell]!, power)
      if (timed) times[cells] = data.times[cell]!
      cells++
    }
    rowStart[row + 1] = cells
  }
  return {
    columnCount: taking.length,
    rowStart,
    columns: columns.subarray(0, cells),
    values: values.subarray(0, cells),
    times: times.subarray(0, cells),
  }
}

/** What a title of a history puts in: nothing where it is no like. */
export function inputOf(weight: number, power: number): number {
  return weight === 0 ? 0 : weight ** power
}

/** @throws RangeError */
export function checkParameters(
  parameters: LinearAutoencoderParameters & { regularisation: number }
): void {
  const { regularisation, confidence, keep, titles } = parameters
  if (!(regularisation > 0) || !(confidence >= 0)) {
    throw new RangeError('The regularisation is above 0, and the power of confidence not below')
  }
  if (!Number.isInteger(keep) || keep < 0 || !Number.isInteger(titles) || titles < 1) {
    throw new RangeError('Weights to keep and titles that take part are whole numbers')
  }
}
