import type { PastOpinion, WatchableItem, WatchableTitle } from '#catalog'
import type { PlaySessionId } from '#core/ids'
import type { SeededRandom } from '#core/seeded_random'
import type { GeneratedViewer } from '#identity'
import type { PastPlay } from '#playback'
import { WEEK_MS, type Choices } from './choices.js'
import type { PlantedTastes } from './tastes.js'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

/** How unequal viewers are in how much they watch: deviation of the logarithm. */
const ACTIVITY_DEVIATION = 0.8
/** Titles that are begun in a sitting, on average: the rest of it goes on with what was begun. */
const BEGUN_PER_SITTING = 0.94
const FEWEST_TITLES = 2
/** Nobody watches more than this share of the catalogue. */
const MOST_OF_CATALOGUE = 0.4
/** How often a sitting goes on with a show that was begun. */
const GOES_ON = 0.6
const SEES_AGAIN = 0.04
/** How often someone watches what has nothing to do with their taste. */
const EXPLORES = 0.1
const MOST_EPISODES_AT_ONCE = 3
const DRAWS = 8
/** Shares of what was watched that the viewer says something about. */
const SPEAKS_OF_LIKED = 0.12
const SPEAKS_OF_LEFT = 0.06
const WEEKEND_DAYS = new Set([5, 6, 0])

/** What a viewer likes: two groups' tastes, the first more, and something of one's own. */
interface Mixture {
  main: number
  second: number
  /** Of the first, 0 to 1. */
  share: number
}

/** Everything that a diary is written from. */
export interface DiaryContext {
  titles: readonly WatchableTitle[]
  tastes: PlantedTastes
  choices: Choices
  /** Unix ms. */
  span: { from: number; until: number }
}

interface Following {
  title: number
  next: number
  enjoyment: number
}

/**
 * What one viewer watched: sittings in the evenings, more at the weekend. In each they go on with a
 * show, episode by episode, see something again, or begin what they come across; what they do not
 * like they leave within two minutes or somewhere in the middle.
 */
export class ViewingDiary {
  readonly plays: PastPlay[] = []
  readonly opinions: PastOpinion[] = []
  /** Groups whose tastes the viewer shares. */
  readonly mixture: Mixture
  readonly #begun = new Set<number>()
  readonly #following: Following[] = []
  readonly #loved: Following[] = []

  constructor(
    private context: DiaryContext,
    private viewer: GeneratedViewer,
    private random: SeededRandom
  ) {
    const { groups } = context.tastes
    const [main, second] = [random.rank(groups, 1.4), random.rank(groups, 1.4)]
    this.mixture = { main, second, share: 0.65 + 0.35 * random.next() }
  }

  /** Titles that were begun. */
  get titles(): number {
    return this.#begun.size
  }

  /** @param mean how many titles viewers begin on average */
  write(mean: number): this {
    for (const at of this.#sittings(mean)) {
      let time = at
      const parts = 1 + Number(this.random.chance(0.35)) + Number(this.random.chance(0.15))
      for (let part = 0; part < parts && time < this.context.span.until; part++) {
        time = this.#watchSomething(time)
      }
    }
    return this
  }

  #sittings(mean: number): number[] {
    const { random, viewer, context } = this
    const logarithm = Math.log(mean) - ACTIVITY_DEVIATION ** 2 / 2
    const wanted = Math.exp(logarithm + ACTIVITY_DEVIATION * random.gaussian())
    const most = MOST_OF_CATALOGUE * context.titles.length
    const titles = Math.max(FEWEST_TITLES, Math.min(most, wanted))
    const from = Math.max(context.span.from, viewer.createdAt)
    const days = Math.max(1, Math.floor((context.span.until - from) / DAY_MS))
    const count = Math.ceil(titles / BEGUN_PER_SITTING)
    return Array.from({ length: count }, () => this.#evening(from, days)).sort((a, b) => a - b)
  }

  #evening(from: number, days: number): number {
    const { random } = this
    const dayOf = () => from - (from % DAY_MS) + Math.floor(random.next() * days) * DAY_MS
    let day = dayOf()
    if (!WEEKEND_DAYS.has(new Date(day).getUTCDay()) && random.chance(0.3)) day = dayOf()
    const hour = Math.min(23.5, Math.max(6, 19.5 + 2.5 * random.gaussian()))
    return Math.max(from, Math.round(day + hour * 60 * MINUTE_MS))
  }

  /** @returns when it is over, Unix ms */
  #watchSomething(time: number): number {
    const { random } = this
    if (this.#following.length > 0 && random.chance(GOES_ON)) {
      return this.#goOn(random.pick(this.#following), time)
    }
    if (this.#loved.length > 0 && random.chance(SEES_AGAIN)) {
      const { title, enjoyment } = random.pick(this.#loved)
      return this.#play(title, 0, Math.max(0.9, enjoyment), time).over
    }
    const title = this.#comeAcross(time)
    if (title === null) return time
    this.#begun.add(title)
    const enjoyment = this.#enjoymentOf(title)
    const begun = { title, next: 0, enjoyment }
    if (this.context.titles[title]!.kind === 'show') {
      this.#following.push(begun)
      return this.#goOn(begun, time)
    }
    const { over, share } = this.#play(title, 0, enjoyment, time)
    this.#speakOf(title, enjoyment, share, over)
    if (share > 0.95 && enjoyment > 0.7) this.#loved.push(begun)
    return over
  }

  /** The next episodes of a show, until the viewer stops for today, or for good. */
  #goOn(show: Following, time: number): number {
    const { items } = this.context.titles[show.title]!
    const most = this.random.whole(1, MOST_EPISODES_AT_ONCE)
    let now = time
    for (let count = 0; count < most && now < this.context.span.until; count++) {
      const { over, share } = this.#play(show.title, show.next, show.enjoyment, now)
      now = over
      const isSeen = share > 0.9
      if (isSeen) show.next++
      const isOver = show.next >= items.length
      if (isOver || this.random.chance(0.35 * (1 - show.enjoyment) + (isSeen ? 0.05 : 0.3))) {
        this.#following.splice(this.#following.indexOf(show), 1)
        this.#speakOf(show.title, show.enjoyment, show.next > 0 ? 1 : share, now)
        break
      }
      if (!isSeen) break
    }
    return now
  }

  #comeAcross(time: number): number | null {
    const { random, mixture } = this
    const { choices, tastes, span } = this.context
    const week = Math.floor((time - span.from) / WEEK_MS)
    for (let draw = 0; draw < DRAWS; draw++) {
      const own = random.chance(mixture.share) ? mixture.main : mixture.second
      const title = choices.draw(random.chance(EXPLORES) ? tastes.groups : own, week, random)
      if (title === null) return null
      const isOut = this.context.titles[title]!.publishedAt.getTime() <= time
      if (isOut && !this.#begun.has(title)) return title
    }
    return null
  }

  /** From 0 to 1. */
  #enjoymentOf(title: number): number {
    const { liking } = this.context.tastes
    const { main, second, share } = this.mixture
    const shared = share * liking[main]![title]! + (1 - share) * liking[second]![title]!
    return 1 / (1 + Math.exp(-(0.4 + 1.3 * shared + 0.6 * this.random.gaussian())))
  }

  #play(title: number, place: number, enjoyment: number, time: number) {
    const { random, viewer } = this
    const { id, items } = this.context.titles[title]!
    const item = items[place]!
    const durationMs = Math.round(item.durationSeconds * 1000)
    const positionMs = Math.round(this.#positionIn(item, enjoyment))
    const startedAt = time
    // Now and then somebody pauses.
    const watchedMs = Math.round(positionMs * (random.chance(0.2) ? 1 + random.next() / 4 : 1))
    const endedAt = startedAt + watchedMs
    this.plays.push({
      sessionId: random.idAt(startedAt) as PlaySessionId,
      accountId: viewer.accountId,
      profileId: viewer.profileId,
      deviceId: viewer.deviceId,
      country: viewer.country,
      titleId: id,
      episodeId: item.episodeId,
      assetId: item.assetId,
      startedAt,
      endedAt: Math.min(endedAt, this.context.span.until),
      positionMs,
      durationMs,
      skipMarkers: item.skipMarkers,
    })
    const over = endedAt + Math.round(MINUTE_MS * (0.5 + 3 * random.next()))
    return { over, share: positionMs / durationMs }
  }

  /** Where somebody stops: at once, in the middle, in the credits, or at the end. Milliseconds. */
  #positionIn({ durationSeconds }: WatchableItem, enjoyment: number): number {
    const { random } = this
    const durationMs = durationSeconds * 1000
    if (random.chance(0.04 + 0.22 * (1 - enjoyment))) {
      return Math.min(durationMs * 0.07, 2 * MINUTE_MS) * random.next()
    }
    if (random.chance(0.45 + 0.5 * enjoyment)) return durationMs * (0.955 + 0.045 * random.next())
    return durationMs * (0.08 + 0.8 * random.next())
  }

  #speakOf(title: number, enjoyment: number, share: number, at: number): void {
    const { random } = this
    const isLiked = share > 0.9 && enjoyment > 0.5
    const isLeft = share < 0.5 && enjoyment < 0.5
    if (!(isLiked && random.chance(SPEAKS_OF_LIKED)) && !(isLeft && random.chance(SPEAKS_OF_LEFT)))
      return
    const opinion = isLeft ? 'down' : enjoyment > 0.85 ? 'love' : 'up'
    this.opinions.push({
      ...{ profileId: this.viewer.profileId, titleId: this.context.titles[title]!.id, opinion },
      givenAt: Math.min(at, this.context.span.until),
    })
  }
}
