import type { Backend } from '../backend.js'
import { secondsOfFit } from './cost.js'
import type { DataShape } from './data_shape.js'
import { spacesFor, type Space } from './spaces.js'

/** A kind that there is time for. Its `trials` are as many as there is time for, too. */
export interface PlannedSpace extends Space {
  /** Cells of the data that the last fit takes: all of them if there is time. */
  cells: number
}

/** What is done within a budget. It follows from sizes alone, so that it is the same on every run. */
export interface Plan {
  spaces: PlannedSpace[]
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
/** With fewer, what is good for all profiles cannot be told from what is good for these. */
const LEAST_CELLS = 1_000_000
const PROFILES = 3000

export function planFor(shape: DataShape, backend: Backend['name'], budgetMs: number): Plan {
  const available = (budgetMs / 1000) * PLANNED
  const seconds = (space: Space, cells: number) =>
    secondsOfFit(space.kind, space.first, shapeWith(shape, cells), backend)
  const round = (spaces: readonly Space[], cells: number) =>
    spaces.reduce((sum, space) => sum + seconds(space, cells), 0)

  const spaces = affordable(spacesFor(shape), shape.cells, available * LAST_FIT, seconds)
  const lastFit = spaces.reduce((sum, space) => sum + seconds(space, space.cells), 0)
  const cells = fewerCells(shape.cells, (tried) => round(spaces, tried) <= available * ONE_FIT)
  const oneFold = round(spaces, cells)
  const folds = Math.max(1, Math.min(FOLDS, Math.floor((available - lastFit) / (3 * oneFold))))

  let left = Math.max(0, available - lastFit - folds * oneFold)
  const byCost = spaces.toSorted((a, b) => seconds(a, cells) - seconds(b, cells))
  for (const [place, space] of byCost.entries()) {
    const needed = seconds(space, cells)
    const possible = Math.floor(left / (byCost.length - place) / needed)
    space.trials = Math.max(1, Math.min(space.trials, possible))
    left -= space.trials * needed
  }
  return { spaces, cells, folds, profiles: PROFILES, seconds: available - left }
}

/**
 * The spaces of which one fit each can be afforded, in their order; where all data is too much for
 * one, its fit may take some of the profiles.
 */
function affordable(
  spaces: readonly Space[],
  cells: number,
  budget: number,
  seconds: (space: Space, cells: number) => number
): PlannedSpace[] {
  let left = budget
  return spaces.flatMap((space) => {
    const fitted = fewerCells(cells, (tried) => seconds(space, tried) <= left)
    const needed = seconds(space, fitted)
    if (needed > left) return []
    left -= needed
    return [{ ...space, cells: fitted }]
  })
}

/** Halves cells until they are few enough, or cannot be fewer. */
function fewerCells(cells: number, areFew: (cells: number) => boolean): number {
  let fewer = cells
  while (fewer / 2 >= LEAST_CELLS && !areFew(fewer)) fewer /= 2
  return Math.floor(fewer)
}

/** The shape of data with fewer profiles of the same kind. */
function shapeWith(shape: DataShape, cells: number): DataShape {
  const share = Math.min(1, cells / Math.max(shape.cells, 1))
  return {
    ...shape,
    cells: shape.cells * share,
    profiles: shape.profiles * share,
    pairs: shape.pairs * share,
  }
}
