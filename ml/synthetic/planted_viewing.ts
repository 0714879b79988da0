import type { WatchEvent } from '../dataset/build_interactions.js'
import { gaussian, seededRandom, shuffle, type Random } from '../random.js'
import { AliasTable } from './alias_table.js'

export interface ViewingSize {
  profiles: number
  titles: number
  /** In all. A profile watches no title twice, and at most a quarter of the titles. */
  events: number
  seed: number
}

/** Kinds of titles that go together. */
const TASTES = 24
/** How well a title fits a taste: its own, the one beside it, any other. */
const FIT = { own: 1, beside: 0.25, other: 0.004 }
/** The title of rank r is watched as r^-0.8: few are watched by many. */
const SKEW = 0.8
/** Shares of a profile's tastes, the dearest first. */
const SHARES = [0.6, 0.25, 0.15]
/** Share of what is watched because all watch it. */
const CROWD = 0.15
/** Of the logarithm of how much profiles watch. */
const ACTIVITY_SPREAD = 0.9
const MOST_OF_TITLES = 0.25
/** Share of the titles that come out during the period. */
const NEW_TITLES = 0.3

/** Seeds of profiles lie this far apart from those of another seed. */
const MOST_PROFILES = 2 ** 21

const DAY = 86_400
const PERIOD_END = Date.UTC(2025, 0) / 1000
const PERIOD_START = PERIOD_END - 365 * DAY
/** Of what is to one's taste one watches most; of the rest some is left at once. */
const COMPLETION = { taste: [0.7, 1], crowd: [0.1, 1], left: 0.01, leaves: 0.15 } as const

/** Draws for one title before a profile is done early: its tastes are nearly watched empty. */
const MOST_DRAWS = 60

/**
 * Made-up viewing with tastes planted in it, for measuring how training grows: titles belong to
 * tastes, profiles have up to three, some titles are far more popular than others, and titles come
 * out over the year. The same seed gives the same events. They come profile by profile, each in order
 * of time, and take no memory.
 */
export class PlantedViewing {
  readonly titleIds: readonly string[]
  /** [titles] */
  readonly tasteOf: Uint8Array
  /** [titles] Unix time in seconds from which it can be watched. */
  readonly #releasedAt: Float64Array
  readonly #byTaste: readonly AliasTable[]
  readonly #byAll: AliasTable

  constructor(readonly size: ViewingSize) {
    const { titles, seed } = size
    const random = seededRandom(seed)
    this.titleIds = Array.from({ length: titles }, (_, title) => `title-${title}`)
    this.tasteOf = Uint8Array.from({ length: titles }, () => Math.floor(random() * TASTES))
    this.#releasedAt = Float64Array.from({ length: titles }, () =>
      random() < NEW_TITLES ? between(PERIOD_START, PERIOD_END - 30 * DAY, random) : PERIOD_START
    )
    const ranks = shuffle(
      Float64Array.from({ length: titles }, (_, rank) => rank + 1),
      random
    )
    const popularity = ranks.map((rank) => rank ** -SKEW)
    this.#byAll = new AliasTable(popularity)
    this.#byTaste = Array.from(
      { length: TASTES },
      (_, taste) =>
        new AliasTable(popularity.map((weight, title) => weight * this.#fit(title, taste)))
    )
  }

  *events(): Generator<WatchEvent> {
    const { profiles } = this.size
    const counts = this.#eventsPerProfile()
    const seenBy = new Int32Array(this.size.titles).fill(-1)
    for (let profile = 0; profile < profiles; profile++) {
      yield* this.#eventsOf(profile, counts[profile]!, seenBy)
    }
  }

  /** The tastes of a profile, the dearest first. */
  tastesOf(profile: number): number[] {
    return this.#draw(profile).tastes
  }

  #draw(profile: number): { tastes: number[]; random: Random } {
    // A seed of its own, so that its tastes can be told without what all others watched.
    const random = seededRandom(this.size.seed * MOST_PROFILES + profile + 1)
    return { tastes: SHARES.map(() => Math.floor(random() * TASTES)), random }
  }

  *#eventsOf(profile: number, count: number, seenBy: Int32Array): Generator<WatchEvent> {
    const { tastes, random } = this.#draw(profile)
    const joined = between(PERIOD_START, PERIOD_END - 60 * DAY, random)
    const times = Float64Array.from({ length: count }, () =>
      Math.floor(between(joined, PERIOD_END, random))
    ).sort()
    for (const time of times) {
      const isCrowd = random() < CROWD
      const table = isCrowd ? this.#byAll : this.#byTaste[tastes[shareDrawn(random)]!]!
      const title = this.#unseen(table, profile, time, seenBy, random)
      if (title < 0) continue
      seenBy[title] = profile
      yield {
        ...{ profile: `profile-${profile}`, title: this.titleIds[title]!, time },
        completion: completionDrawn(isCrowd, random),
      }
    }
  }

  /** A title that is out and that the profile has not seen; -1 when none is found. */
  #unseen(
    table: AliasTable,
    profile: number,
    time: number,
    seenBy: Int32Array,
    random: Random
  ): number {
    for (let draw = 0; draw < MOST_DRAWS; draw++) {
      const title = (draw < MOST_DRAWS / 2 ? table : this.#byAll).draw(random)
      if (seenBy[title] !== profile && this.#releasedAt[title]! <= time) return title
    }
    return -1
  }

  /** Log-normal shares of the events; what is too much for one falls to those after it. */
  #eventsPerProfile(): Uint32Array {
    const { profiles, titles, events, seed } = this.size
    const random = seededRandom(seed + 1)
    const activity = Float64Array.from({ length: profiles }, () =>
      Math.exp(ACTIVITY_SPREAD * gaussian(random))
    )
    const all = activity.reduce((sum, value) => sum + value, 0)
    const most = Math.floor(titles * MOST_OF_TITLES)
    let due = 0
    let given = 0
    return Uint32Array.from(activity, (value) => {
      due += (events * value) / all
      const count = Math.min(Math.round(due - given), most)
      given += count
      return count
    })
  }

  #fit(title: number, taste: number): number {
    const own = this.tasteOf[title]!
    if (own === taste) return FIT.own
    return own === (taste + 1) % TASTES ? FIT.beside : FIT.other
  }
}

function between(low: number, high: number, random: Random): number {
  return low + (high - low) * random()
}

function shareDrawn(random: Random): number {
  let left = random()
  for (const [place, share] of SHARES.entries()) {
    left -= share
    if (left < 0) return place
  }
  return SHARES.length - 1
}

function completionDrawn(isCrowd: boolean, random: Random): number {
  if (!isCrowd) return between(...COMPLETION.taste, random)
  if (random() < COMPLETION.leaves) return COMPLETION.left
  return between(...COMPLETION.crowd, random)
}
