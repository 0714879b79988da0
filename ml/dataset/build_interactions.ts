import { likeOf, type Opinion } from './confidence.js'
import {
  countSkipped,
  describeSkipped,
  emptyCounts,
  FIRST_SKIPPED,
  type DataCounts,
  type SkipReason,
} from './data_counts.js'
import { E_TOO_LITTLE_DATA } from '../errors.js'
import { EventStore, type MatrixIds } from './event_store.js'
import type { Interactions } from './interactions.js'

const EARLIEST = Date.UTC(1990, 0) / 1000
const DAY = 86_400
/** Below this there is nobody, or nothing, to tell apart. */
const LEAST = 2

/** That a profile watched a title, or said what it thinks of it. */
export interface WatchEvent {
  profile: string
  title: string
  /** Unix time in seconds; 0 where it is not known. */
  time: number
  /** 0 to 1; null when not known. */
  completion: number | null
  secondsWatched?: number | null
  opinion?: Opinion | null
  /** How often it was watched, or how many episodes of it, where one event stands for all; 1 by default. */
  repeats?: number
}

export interface BuildOptions {
  /** The columns, in their order; events of other titles are counted and left out. */
  titles?: readonly string[]
  /** Unix time in seconds; by default the clock's. */
  now?: number
  /** Whether older likes count for less, by their age at `now`. By default they do not. */
  recency?: boolean
}

export interface BuiltInteractions {
  data: Interactions
  counts: DataCounts
}

/**
 * Turns events into a matrix, in one pass and some 40 bytes an event. Events of one profile and title
 * become one cell: the surest of them, surer the more there are, at the newest time; of those at one
 * moment one counts, as then an event was told twice. Where some events have a time, those without are
 * left out as impossible.
 * @throws E_TOO_LITTLE_DATA with fewer than two profiles, or two titles, with a like
 */
export async function buildInteractions(
  events: AsyncIterable<WatchEvent> | Iterable<WatchEvent>,
  { titles, now = Date.now() / 1000, recency = false }: BuildOptions = {}
): Promise<BuiltInteractions> {
  const counts = emptyCounts()
  const store = new EventStore()
  const profiles = new Ids()
  const columns = titles ? new Ids(titles) : new Ids()
  for await (const event of events) {
    counts.read++
    const column = titles ? columns.find(event.title) : null
    const reason = reasonToSkip(event, now) ?? (column === -1 ? 'unknownTitle' : null)
    if (reason) {
      countSkipped(counts, reason, counts.read)
      continue
    }
    const row = profiles.findOrAdd(event.profile)
    store.add(
      row,
      column ?? columns.findOrAdd(event.title),
      likeOf(event),
      event.time,
      watchingsOf(event),
      counts.read
    )
  }
  const ids = { profiles: profiles.list, titles: columns.list, titlesStay: titles !== undefined }
  const data = buildCounted(store, ids, counts, recency ? now : null)
  checkEnough(data, counts)
  return { data, counts }
}

/** How many watchings an event stands for: none where something was said, and nothing watched. */
function watchingsOf({ completion, secondsWatched = null, opinion, repeats = 1 }: WatchEvent) {
  return opinion && completion === null && secondsWatched === null ? 0 : repeats
}

/** Why an event cannot be learned from, known titles apart; null when it can. */
export function reasonToSkip(event: WatchEvent, now: number): SkipReason | null {
  if (event.profile === '' || event.title === '') return 'missingId'
  if (event.completion !== null && !isShare(event.completion)) return 'badCompletion'
  return isPossibleTime(event.time, now) ? null : 'badTime'
}

export function isShare(completion: number): boolean {
  return completion >= 0 && completion <= 1
}

/** Between 1990 and a day ahead of now, or 0 for none. */
export function isPossibleTime(time: number, now: number): boolean {
  return time === 0 || (time >= EARLIEST && time <= now + DAY)
}

/** Makes the matrix of a store, and adds to the counts what only shows then. */
export function buildCounted(
  store: EventStore,
  ids: MatrixIds,
  counts: DataCounts,
  now: number | null
): Interactions {
  const added = store.size
  const { data, merged, timeless } = store.build(ids, now)
  counts.skipped.badTime += timeless.count
  counts.firstSkipped.badTime = [...counts.firstSkipped.badTime, ...timeless.first]
    .sort((a, b) => a - b)
    .slice(0, FIRST_SKIPPED)
  counts.kept = added - timeless.count
  counts.merged = merged
  return data
}

/** @throws E_TOO_LITTLE_DATA with fewer than two profiles, or two titles, with a like */
export function checkEnough(data: Interactions, counts: DataCounts): void {
  const liked = new Uint8Array(data.titles.length)
  let profiles = 0
  for (let profile = 0; profile < data.profiles.length; profile++) {
    let likes = 0
    for (let cell = data.rowStart[profile]!; cell < data.rowStart[profile + 1]!; cell++) {
      if (data.weights[cell]! === 0) continue
      likes++
      liked[data.columns[cell]!] = 1
    }
    if (likes > 0) profiles++
  }
  const titles = liked.reduce((sum, mark) => sum + mark, 0)
  if (profiles >= LEAST && titles >= LEAST) return
  const skipped = describeSkipped(counts)
  throw new E_TOO_LITTLE_DATA(
    `Too little to learn from: profiles with a like ${profiles}, titles with one ${titles}, ` +
      `and ${LEAST} of each are the least. Events read: ${counts.read}` +
      (skipped ? `, skipped: ${skipped}` : '')
  )
}

/** Ids in the order in which they came. */
class Ids {
  readonly #indexes: Map<string, number>
  readonly list: string[]

  constructor(known: readonly string[] = []) {
    this.list = [...known]
    this.#indexes = new Map(known.map((id, index) => [id, index]))
  }

  /** -1 when it is not there. */
  find(id: string): number {
    return this.#indexes.get(id) ?? -1
  }

  findOrAdd(id: string): number {
    const known = this.#indexes.get(id)
    if (known !== undefined) return known
    this.#indexes.set(id, this.list.length)
    return this.list.push(id) - 1
  }
}
