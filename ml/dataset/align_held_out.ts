import { historyOf, type Interactions } from './interactions.js'

/** What is to be found, in the columns of what is trained on. */
export interface AlignedHeldOut {
  /** Rows: the profiles of the training, in their order, then those that it does not know. */
  heldOut: Interactions
  /** [profiles] titles to find that the training does not know: nobody can be shown them. */
  unknown: Uint32Array
  /** Cells of titles that the training does not know. */
  unknownTitleCells: number
  unknownProfiles: number
  /** Cells that are in the training too, and so are not shown again. */
  alsoTrainedCells: number
}

/** Maps what is to be found onto the profiles and titles that a model is trained on. */
export function alignHeldOut(data: Interactions, train: Interactions): AlignedHeldOut {
  const columnOf = new Map(train.titles.map((id, index) => [id, index]))
  const rowOf = new Map(data.profiles.map((id, index) => [id, index]))
  const isTrained = new Set(train.profiles)
  const unknownProfiles = data.profiles.filter((id) => !isTrained.has(id))
  const profiles = [...train.profiles, ...unknownProfiles]

  const cells = data.columns.length
  const rowStart = new Uint32Array(profiles.length + 1)
  const columns = new Uint32Array(cells)
  const weights = new Float32Array(cells)
  const times = new Float64Array(cells)
  const unknown = new Uint32Array(profiles.length)
  let end = 0
  let alsoTrainedCells = 0
  for (const [row, id] of profiles.entries()) {
    const source = rowOf.get(id)
    const trained = new Set(row < train.profiles.length ? historyOf(train, row).titles : [])
    for (let cell = startOf(data, source); cell < endOf(data, source); cell++) {
      const column = columnOf.get(data.titles[data.columns[cell]!]!)
      if (column === undefined) {
        unknown[row]!++
        continue
      }
      if (trained.has(column)) alsoTrainedCells++
      columns[end] = column
      weights[end] = data.weights[cell]!
      times[end] = data.times[cell]!
      end++
    }
    rowStart[row + 1] = end
  }
  const heldOut = {
    profiles,
    titles: train.titles,
    rowStart,
    columns: columns.slice(0, end),
    weights: weights.slice(0, end),
    times: times.slice(0, end),
  }
  return {
    heldOut,
    unknown,
    unknownTitleCells: cells - end,
    unknownProfiles: unknownProfiles.length,
    alsoTrainedCells,
  }
}

function startOf(data: Interactions, row: number | undefined): number {
  return row === undefined ? 0 : data.rowStart[row]!
}

function endOf(data: Interactions, row: number | undefined): number {
  return row === undefined ? 0 : data.rowStart[row + 1]!
}
