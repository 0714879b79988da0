import { strengthened } from './confidence.js'
import { FIRST_SKIPPED } from './data_counts.js'
import type { Interactions } from './interactions.js'
import { orderById, type IdOrder } from './id_order.js'
import { mergeRow, type EventCells, type RowScratch } from './merge_row.js'

/** Events per block: growing by blocks copies nothing, and the last one wastes 5 MB at most. */
const BLOCK = 2 ** 18

const MOST_REPEATS = 2 ** 16 - 1

/** 22 bytes an event. */
interface Block {
  rows: Uint32Array
  columns: Uint32Array
  likes: Float32Array
  times: Float64Array
  repeats: Uint16Array
}

export interface MatrixIds {
  profiles: readonly string[]
  titles: readonly string[]
  /** Keep the titles in their order; profiles, and titles otherwise, are sorted by id. */
  titlesStay?: boolean
}

export interface BuiltMatrix {
  data: Interactions
  /** Events of a profile and title that were already there. */
  merged: number
  /** Events without a time that were left out, as others have one. */
  timeless: { count: number; first: number[] }
}

/**
 * Events in the order in which they come, 22 bytes each, until they become a matrix: counted, put
 * into rows, each row sorted by time, and events of one profile and title merged. All of it is linear
 * in the events but for the sorting within a row. The matrix does not depend on the order of events.
 */
export class EventStore {
  #blocks: Block[] = []
  #size = 0
  #timeless = 0
  #firstTimeless: number[] = []

  get size(): number {
    return this.#size
  }

  /**
   * @param like from `likeOf`
   * @param time Unix time in seconds; 0 for none
   * @param repeats watchings that it stands for: 0 where something was said, and nothing watched
   * @param source line of the file, or number of the event
   */
  add(
    row: number,
    column: number,
    like: number,
    time: number,
    repeats: number,
    source: number
  ): void {
    const place = this.#size % BLOCK
    if (place === 0) this.#blocks.push(emptyBlock())
    const block = this.#blocks.at(-1)!
    block.rows[place] = row
    block.columns[place] = column
    block.likes[place] = like
    block.times[place] = time
    block.repeats[place] = Math.min(repeats, MOST_REPEATS)
    this.#size++
    if (time !== 0) return
    this.#timeless++
    if (this.#firstTimeless.length < FIRST_SKIPPED) this.#firstTimeless.push(source)
  }

  /**
   * Makes the matrix, and empties the store as it goes. Where some events have a time, those without
   * are left out; where none has, all stay.
   * @param now what ages are counted from, Unix time in seconds; null when they shall not matter
   */
  build(ids: MatrixIds, now: number | null): BuiltMatrix {
    const someHaveTimes = this.#timeless < this.#size
    const timeless = someHaveTimes
      ? { count: this.#timeless, first: this.#firstTimeless }
      : { count: 0, first: [] }
    const profiles = orderById(ids.profiles)
    const titles = ids.titlesStay ? null : orderById(ids.titles)
    const sorted = this.#intoRows(profiles, titles, timeless.count > 0)
    const scratch: RowScratch = { cellOf: new Int32Array(ids.titles.length).fill(-1) }

    let cells = 0
    for (let row = 0, from = 0; row < profiles.ids.length; row++) {
      const to = sorted.rowStart[row + 1]!
      cells = mergeRow(sorted, from, to, cells, scratch, (like, repeats, time) => {
        return strengthened(like, repeats, now === null ? null : now - time)
      })
      sorted.rowStart[row + 1] = cells
      from = to
    }
    const data = {
      profiles: profiles.ids,
      titles: titles?.ids ?? ids.titles,
      rowStart: sorted.rowStart,
      ...firstCells(sorted, cells),
    }
    return { data, merged: sorted.columns.length - cells, timeless }
  }

  /** A counting sort by row. */
  #intoRows(
    profiles: IdOrder,
    titles: IdOrder | null,
    onlyTimed: boolean
  ): Interactions & EventCells {
    const size = onlyTimed ? this.#size - this.#timeless : this.#size
    const columns = new Uint32Array(size)
    const weights = new Float32Array(size)
    const times = new Float64Array(size)
    const repeats = new Uint16Array(size)
    const rowStart = new Uint32Array(profiles.ids.length + 1)
    this.#forEach(onlyTimed, (block, place) => {
      rowStart[profiles.placeOf[block.rows[place]!]! + 1]!++
    })
    for (let row = 0; row < profiles.ids.length; row++) rowStart[row + 1]! += rowStart[row]!

    const next = rowStart.slice()
    this.#forEach(onlyTimed, (block, place) => {
      const cell = next[profiles.placeOf[block.rows[place]!]!]!++
      const column = block.columns[place]!
      columns[cell] = titles ? titles.placeOf[column]! : column
      weights[cell] = block.likes[place]!
      times[cell] = block.times[place]!
      repeats[cell] = block.repeats[place]!
    })
    this.#blocks = []
    this.#size = 0
    this.#timeless = 0
    this.#firstTimeless = []
    return {
      ...{ profiles: profiles.ids, titles: titles?.ids ?? [] },
      ...{ rowStart, columns, weights, times, repeats },
    }
  }

  #forEach(onlyTimed: boolean, visit: (block: Block, place: number) => void): void {
    for (const [index, block] of this.#blocks.entries()) {
      const size = Math.min(BLOCK, this.#size - index * BLOCK)
      for (let place = 0; place < size; place++) {
        if (!onlyTimed || block.times[place]! !== 0) visit(block, place)
      }
    }
  }
}

/** Copies only where something was merged. */
function firstCells({ columns, weights, times }: Interactions, cells: number) {
  if (columns.length === cells) return { columns, weights, times }
  return {
    columns: columns.slice(0, cells),
    weights: weights.slice(0, cells),
    times: times.slice(0, cells),
  }
}

function emptyBlock(): Block {
  return {
    rows: new Uint32Array(BLOCK),
    columns: new Uint32Array(BLOCK),
    likes: new Float32Array(BLOCK),
    times: new Float64Array(BLOCK),
    repeats: new Uint16Array(BLOCK),
  }
}
