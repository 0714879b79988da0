import { transpose } from '../../algebra/sparse.js'
import type { Interactions } from '../../dataset/interactions.js'

import { gaussian, seededRandom } from '../../random.js'
import { ridgeOf, type Regularisation, type Side } from './half_step.js'
import { likesIn } from '../likes.js'
import { NormalEquations } from './normal_equations.js'
import { rowSolver, type Problem } from './row_solver.js'

export interface Factorisation {
  dimensions: number
  iterations: number
  /** α0: weight of a cell that nobody watched, beside 1 for a like. */
  unobserved: number
  regularisation: Regularisation
  /** σ*: the first factors' standard deviation is σ* / √dimensions. */
  deviation: number
  seed: number
  threads: number
  deadline: number | null
  onIteration: (iteration: number, loss: number) => void
}

/**
 * The titles' factors of iALS (Hu, Koren and Volinsky 2008, in the form of Rendle et al. 2021): they
 * and the profiles' factors minimise
 *
 *     Σ_observed w (1 - pᵀt)² + α0 Σ_all (pᵀt)² + Σ_p λ_p |p|² + Σ_t λ_t |t|²
 *
 * by solving all profiles exactly, then all titles, and so on. The result is the same for every
 * number of threads, to the last bit.
 * @returns [titles × dimensions]
 */
export async function factorise(data: Interactions, wanted: Factorisation): Promise<Float32Array> {
  const problem = problemOf(data, wanted)
  const { profiles, titles, gram, dimensions } = problem
  drawFactors(titles, dimensions, wanted)
  const equations = new NormalEquations(dimensions)
  const solver = rowSolver(problem, wanted.threads)
  try {
    for (let iteration = 1; iteration <= wanted.iterations; iteration++) {
      equations.gramOf(titles.factors, wanted.unobserved, gram)
      await solver.solve('profiles')
      equations.gramOf(profiles.factors, wanted.unobserved, gram)
      await solver.solve('titles')
      wanted.onIteration(iteration, lossOf(problem))
      if (wanted.deadline !== null && performance.now() >= wanted.deadline) break
    }
  } finally {
    await solver.stop()
  }
  return titles.factors.slice()
}

/** A title that nobody liked begins at 0, where it also ends, so that it is as if it was not there. */
function drawFactors(side: Side, dimensions: number, { deviation, seed }: Factorisation): void {
  const random = seededRandom(seed)
  for (let row = 0; row + 1 < side.rowStart.length; row++) {
    if (likesIn(side.weights, side.rowStart[row]!, side.rowStart[row + 1]!) === 0) continue
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
      side.factors[at] = (deviation / Math.sqrt(dimensions)) * gaussian(random)
    }
  }
}

function problemOf(data: Interactions, wanted: Factorisation): Problem {
  const { rowStart, columns, weights } = data
  const byTitle = transpose({ columnCount: data.titles.length, rowStart, columns, values: weights })
  const { dimensions } = wanted
  // Threads read and write the same memory; alone, the arrays of the data are used as they are.
  const keep = wanted.threads > 1 ? inSharedMemory : <A>(array: A) => array
  const side = (rows: Omit<Side, 'factors' | 'losses' | 'unobserved'>): Side => {
    const count = rows.rowStart.length - 1
    return {
      rowStart: keep(rows.rowStart),
      columns: keep(rows.columns),
      weights: keep(rows.weights),
      factors: keep(new Float32Array(count * dimensions)),
      losses: keep(new Float64Array(count)),
      unobserved: 0,
    }
  }
  const profiles = side(data)
  const titles = side({ ...byTitle, weights: byTitle.values })
  profiles.unobserved = wanted.unobserved * rowsWithLikes(titles)
  titles.unobserved = wanted.unobserved * rowsWithLikes(profiles)
  return {
    profiles,
    titles,
    gram: keep(new Float64Array(dimensions * dimensions)),
    regularisation: wanted.regularisation,
    dimensions,
    nextRow: keep(new Int32Array(1)),
  }
}

function inSharedMemory<A extends Uint32Array | Float32Array | Float64Array | Int32Array>(
  array: A
): A {
  const type = array.constructor as new (buffer: SharedArrayBuffer) => A
  const copy = new type(new SharedArrayBuffer(array.byteLength))
  copy.set(array)
  return copy
}

function rowsWithLikes({ rowStart, weights }: Side): number {
  let rows = 0
  for (let row = 0; row + 1 < rowStart.length; row++) {
    if (likesIn(weights, rowStart[row]!, rowStart[row + 1]!) > 0) rows++
  }
  return rows
}

/** The whole loss once the titles are solved: what stays of each title, and the profiles' part. */
function lossOf({ profiles, titles, regularisation, dimensions }: Problem): number {
  let loss = 0
  for (const left of titles.losses) loss += left
  for (let row = 0; row < profiles.losses.length; row++) {
    let square = 0
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
      square += profiles.factors[at]! ** 2
    }
    if (square === 0) continue
    const likes = likesIn(profiles.weights, profiles.rowStart[row]!, profiles.rowStart[row + 1]!)
    loss += ridgeOf(regularisation, likes, profiles.unobserved) * square
  }
  return loss
}
