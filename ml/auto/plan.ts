import type { Backend } from '../backend.js'
import { secondsOfFit } from './cost.js'
import type { DataShape } from './data_shape.js'
import { spacesFor, type Space } from './spaces.js'

/** What is done within a budget. It follows from sizes alone, so that it is the same on every run. */
export interface Plan {
  /** Kinds that there is time for, each with the settings that are judged. */
  spaces: Space[]
  /** Cells of the data that settings and weights are learned on; all of them if there is time. */
  cells: number
  /** Splits that the weights are learned on. */
  folds: number
  /** Profiles of a split that settings and weights are judged by. */
  profiles: number
  /** Seconds that it takes, by estimate. */
  seconds: number
}

/** Estimates may be wrong, and machines slow: so much of the budget is planned. */
const PLANNED = 0.6
/** Of what is planned, for one fit of each kind on all data. */
const LAST_FIT = 0.5
/** Of what is planned, for one fit of each kind on the data to learn on. */
const ONE_FIT = 0.08
const FOLDS = 3
/** With fewer, settings that are good for many profiles cannot be told from others. */
const LEAST_CELLS = 300_000
const PROFILES = 3000

export function planFor(shape: DataShape, backend: Backend['name'], budgetMs: number): Plan {
  const available = (budgetMs / 1000) * PLANNED
  const seconds = (space: Space, of: DataShape) =>
    secondsOfFit(space.kind, space.first, of, backend)

  let left = available * LAST_FIT
  const affordable = spacesFor(shape).filter((space) => {
    const needed = seconds(space, shape)
    if (needed > left) return false
    left -= needed
    return true
  })
  const inner = (cells: number) => shareOf(shape, cells)
  const all = (of: DataShape) => affordable.reduce((sum, space) => sum + seconds(space, of), 0)

  let { cells } = shape
  while (cells / 2 >= LEAST_CELLS && all(inner(cells)) > available * ONE_FIT) cells /= 2
  const round = all(inner(cells))
  const lastFit = all(shape)
  const folds = Math.max(1, Math.min(FOLDS, Math.floor((available - lastFit) / (3 * round))))
  const forTrials = Math.max(0, available - lastFit - folds * round)
  const spaces = affordable.map((space) => {
    const trials = Math.floor(forTrials / affordable.length / seconds(space, inner(cells)))
    return { ...space, trials: Math.max(1, Math.min(space.trials, trials)) }
  })
  const searched = spaces.reduce(
    (sum, space) => sum + space.trials * seconds(space, inner(cells)),
    0
  )
  return {
    spaces,
    cells: Math.floor(cells),
    folds,
    profiles: PROFILES,
    seconds: searched + folds * round + lastFit,
  }
}

/** The shape of data with fewer profiles of the same kind. */
function shareOf(shape: DataShape, cells: number): DataShape {
  const share = Math.min(1, cells / Math.max(shape.cells, 1))
  return {
    ...shape,
    cells: shape.cells * share,
    profiles: shape.profiles * share,
    pairs: shape.pairs * share,
  }
}
