import { AGAINST } from './confidence.js'
import type { Interactions } from './interactions.js'

type Cells = Pick<Interactions, 'columns' | 'weights' | 'times'>

/** Kept from row to row, so that rows cost no memory. */
export interface RowScratch {
  /** [titles] cell of a title in this row; -1 outside of a row. */
  cellOf: Int32Array
}

/** What the events of one title come to: the surest like, how many are likes, and the newest time. */
type Weigh = (like: number, repeats: number, time: number) => number

/**
 * Takes the events `from` up to `to`, in any order, and writes their cells at `into`, oldest first,
 * of equal times the lower title first. Works in place: `into` is not above `from`.
 * @param events columns and times as they are, and in `weights` the likes
 * @returns the end of the cells
 */
export function mergeRow(
  events: Cells,
  from: number,
  to: number,
  into: number,
  { cellOf }: RowScratch,
  weigh: Weigh
): number {
  const { columns, weights, times } = sortedRow(events, from, to)
  const count = columns.length
  const repeats = new Uint32Array(count)
  // Of likes at one moment only the surest counts, and a row that stands twice is no second watching.
  const isToldTwice = (place: number) =>
    times[place]! !== 0 &&
    columns[place] === columns[place + 1] &&
    times[place] === times[place + 1]
  // From the newest on, so that a title's cell stands where it was watched last.
  for (let place = count - 1; place >= 0; place--) {
    const title = columns[place]!
    if (cellOf[title]! < 0) cellOf[title] = place
    const cell = cellOf[title]!
    if (weights[place]! > 0 && !isToldTwice(place)) repeats[cell]!++
    weights[cell] = together(weights[cell]!, weights[place]!)
  }

  let end = into
  for (let place = 0; place < count; place++) {
    const title = columns[place]!
    if (cellOf[title] !== place) continue
    cellOf[title] = -1
    events.columns[end] = title
    events.weights[end] = weigh(weights[place]!, repeats[place]!, times[place]!)
    events.times[end] = times[place]!
    end++
  }
  return end
}

function together(like: number, other: number): number {
  return like === AGAINST || other === AGAINST ? AGAINST : Math.max(like, other)
}

/** A copy of the row by time, then title, then like. */
function sortedRow(events: Cells, from: number, to: number): Cells {
  const columns = events.columns.slice(from, to)
  const weights = events.weights.slice(from, to)
  const times = events.times.slice(from, to)
  const compare = (a: number, b: number) =>
    times[a]! - times[b]! || columns[a]! - columns[b]! || weights[a]! - weights[b]!
  if (isSorted(columns.length, compare)) return { columns, weights, times }
  const order = Uint32Array.from(columns.keys()).sort(compare)
  return {
    columns: order.map((place) => columns[place]!),
    weights: Float32Array.from(order, (place) => weights[place]!),
    times: Float64Array.from(order, (place) => times[place]!),
  }
}

function isSorted(count: number, compare: (a: number, b: number) => number): boolean {
  for (let place = 1; place < count; place++) {
    if (compare(place - 1, place) > 0) return false
  }
  return true
}
