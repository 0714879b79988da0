import { AGAINST } from './confidence.js'
import type { Interactions } from './interactions.js'

/** Events as cells: in `weights` the likes. */
export interface EventCells extends Pick<Interactions, 'columns' | 'weights' | 'times'> {
  /** Watchings that an event stands for: 0 where something was said, and nothing watched. */
  repeats: Uint16Array
}

/** Kept from row to row, so that rows cost no memory. */
export interface RowScratch {
  /** [titles] cell of a title in this row; -1 outside of a row. */
  cellOf: Int32Array
}

/** What the events of one title come to: the surest like, how many are likes, and the newest time. */
type Weigh = (like: number, repeats: number, time: number) => number

/**
 * Takes the events `from` up to `to`, in any order, and writes their cells at `into`, oldest first,
 * of equal times the lower title first. What was only said adds to a like, but is no watching: it
 * neither repeats one nor makes it newer. Works in place: `into` is not above `from`.
 * @returns the end of the cells
 */
export function mergeRow(
  events: EventCells,
  from: number,
  to: number,
  into: number,
  { cellOf }: RowScratch,
  weigh: Weigh
): number {
  const { columns, weights, times, repeats } = sortedRow(events, from, to)
  const count = columns.length
  const liked = new Uint32Array(count)
  // Of likes at one moment only the surest counts, and a row that stands twice is no second watching.
  const isToldTwice = (place: number) =>
    times[place]! !== 0 &&
    columns[place] === columns[place + 1] &&
    times[place] === times[place + 1]
  // From the newest on, so that a title's cell stands where it was watched last.
  for (let place = count - 1; place >= 0; place--) {
    const title = columns[place]!
    const newer = cellOf[title]!
    const isCell = newer < 0 || (repeats[newer] === 0 && repeats[place]! > 0)
    const cell = isCell ? place : newer
    cellOf[title] = cell
    const isLike = weights[place]! > 0 && !isToldTwice(place)
    liked[cell] = (newer < 0 ? 0 : liked[newer]!) + (isLike ? repeats[place]! : 0)
    if (newer >= 0) weights[cell] = together(weights[newer]!, weights[place]!)
  }

  let end = into
  for (let place = 0; place < count; place++) {
    const title = columns[place]!
    if (cellOf[title] !== place) continue
    cellOf[title] = -1
    events.columns[end] = title
    events.weights[end] = weigh(weights[place]!, liked[place]!, times[place]!)
    events.times[end] = times[place]!
    end++
  }
  return end
}

function together(like: number, other: number): number {
  return like === AGAINST || other === AGAINST ? AGAINST : Math.max(like, other)
}

/** A copy of the row by time, then title, what was only said first, then like. */
function sortedRow(events: EventCells, from: number, to: number): EventCells {
  const columns = events.columns.slice(from, to)
  const weights = events.weights.slice(from, to)
  const times = events.times.slice(from, to)
  const repeats = events.repeats.slice(from, to)
  const compare = (a: number, b: number) =>
    times[a]! - times[b]! ||
    columns[a]! - columns[b]! ||
    Number(repeats[a]! > 0) - Number(repeats[b]! > 0) ||
    weights[a]! - weights[b]! ||
    repeats[a]! - repeats[b]!
  if (isSorted(columns.length, compare)) return { columns, weights, times, repeats }
  const order = Uint32Array.from(columns.keys()).sort(compare)
  return {
    columns: order.map((place) => columns[place]!),
    weights: Float32Array.from(order, (place) => weights[place]!),
    times: Float64Array.from(order, (place) => times[place]!),
    repeats: Uint16Array.from(order, (place) => repeats[place]!),
  }
}

function isSorted(count: number, compare: (a: number, b: number) => number): boolean {
  for (let place = 1; place < count; place++) {
    if (compare(place - 1, place) > 0) return false
  }
  return true
}
