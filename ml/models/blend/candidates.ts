import { historyOf } from '../../dataset/interactions.js'
import { rankTop } from '../../metrics/index.js'
import { seededRandom, shuffle } from '../../random.js'
import type { Split } from '../../split.js'
import { scoreOf, type View } from './part.js'

/**
 * What views say of the titles that could stand in a profile's list, with what was held out: all
 * that is needed to judge a blend of them without asking the models again.
 */
export interface Candidates {
  /** [profiles + 1] candidates of a profile, in rising order of titles. */
  start: Uint32Array
  /** [views][candidates] standardised scores. */
  scores: readonly Float32Array[]
  /** [candidates] 1 where the title was held out. */
  isWanted: Uint8Array
  /** [profiles] titles that were held out, whether or not they are candidates. */
  wanted: Uint32Array
}

export interface Gathering {
  split: Split
  views: readonly View[]
  /** How many of the best titles of each view are candidates. */
  depth: number
  /** At most so many profiles, picked by the seed. */
  profiles: number
  seed: number
  at: number
}

/** The candidates of profiles with something held out, from views of models fitted on `split.train`. */
export function gatherCandidates(gathering: Gathering): Candidates {
  const { split, views, depth, at } = gathering
  const titleCount = split.train.titles.length
  const rows = pickProfiles(gathering)
  const start = new Uint32Array(rows.length + 1)
  const wanted = new Uint32Array(rows.length)
  const columns = views.map(() => new Growing())
  const marks = new Growing()
  const scores = views.map(() => new Float32Array(titleCount))
  for (const [place, row] of rows.entries()) {
    const history = historyOf(split.train, row)
    const held = new Set(historyOf(split.heldOut, row).titles)
    const candidates = new Set<number>()
    for (const [view, out] of scores.entries()) {
      scoreOf(views[view]!, history, at, out)
      for (const title of rankTop(out, history.titles, depth)) candidates.add(title)
    }
    for (const title of Uint32Array.from(candidates).sort()) {
      for (const [view, out] of scores.entries()) columns[view]!.push(out[title]!)
      marks.push(held.has(title) ? 1 : 0)
    }
    start[place + 1] = marks.length
    wanted[place] = held.size
  }
  return {
    start,
    scores: columns.map((column) => column.values()),
    isWanted: Uint8Array.from(marks.values()),
    wanted,
  }
}

/** Candidates of several splits as if they were of one. */
export function joinCandidates(all: readonly Candidates[]): Candidates {
  const views = all[0]?.scores.length ?? 0
  const starts: number[] = [0]
  for (const { start } of all) {
    const offset = starts.at(-1)!
    for (const end of start.subarray(1)) starts.push(offset + end)
  }
  return {
    start: Uint32Array.from(starts),
    scores: Array.from({ length: views }, (_, view) =>
      joined(
        Float32Array,
        all.map(({ scores }) => scores[view]!)
      )
    ),
    isWanted: joined(
      Uint8Array,
      all.map(({ isWanted }) => isWanted)
    ),
    wanted: joined(
      Uint32Array,
      all.map(({ wanted }) => wanted)
    ),
  }
}

function pickProfiles({ split, profiles, seed }: Gathering): Uint32Array {
  const { rowStart } = split.heldOut
  const rows = Uint32Array.from(split.heldOut.profiles.keys()).filter(
    (row) => rowStart[row + 1]! > rowStart[row]!
  )
  return rows.length <= profiles
    ? rows
    : shuffle(rows, seededRandom(seed)).subarray(0, profiles).sort()
}

function joined<A extends Float32Array | Uint8Array | Uint32Array>(
  type: new (length: number) => A,
  arrays: readonly A[]
): A {
  const all = new type(arrays.reduce((length, array) => length + array.length, 0))
  let offset = 0
  for (const array of arrays) {
    all.set(array, offset)
    offset += array.length
  }
  return all
}

/** Numbers whose count is not known before. */
class Growing {
  private array = new Float32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Float32Array(this.length * 2)
      larger.set(this.array)
      this.array = larger
    }
    this.array[this.length++] = value
  }

  values(): Float32Array {
    return this.array.slice(0, this.length)
  }
}
