import type { ChosenHome, ChosenRail, TitleFacts } from '#catalog'
import type { TitleId } from '#core/ids'
import type { ProfileTaste } from '../queries/find_taste.js'
import { becauseRail, spokenFor, type SpokenFor } from './because_watched.js'
import { chanceOf, withExploration } from './explore.js'
import { genresInOrder, titlesOfGenres } from './genre_order.js'
import type { PopularLists } from './popular_lists.js'
import { rediscovered } from './rediscovered.js'
import type { Scores } from './scores.js'
import { knownTo } from './seen_titles.js'
import { TitleChoice } from './title_choice.js'

/** All that a home is chosen from. */
export interface HomeIngredients {
  taste: ProfileTaste
  scores: Scores
  lists: PopularLists
  /** [titles of the facts] 1 for what the audience may see. */
  visible: Uint8Array
  /** What stands on the page anyway. */
  taken: ReadonlySet<TitleId>
  kids: boolean
  /** Unix time in milliseconds. */
  now: number
}

/**
 * Where the rails stand among those of the catalogue, which puts my list at 20, films at 50, shows at
 * 55, collections from 60 and what is coming at 200: what one goes on with, what fits best, and why;
 * then what others watch, what is new, and the genres that the profile leans to.
 */
const POSITIONS = {
  forYou: 12,
  because: [22, 45],
  top: 26,
  trending: 28,
  fresh: 30,
  rediscover: 58,
  genres: 100,
} as const

/** How many titles a rail has; a shorter one than the fewest is not shown. */
const LENGTHS = { forYou: 20, because: 14, lists: 20, fresh: 20, rediscover: 14, genre: 16 }
const FEWEST = 4
const MOST_GENRES = { all: 8, kids: 6 }
/** The best by score, of which rails are made. */
const RANKED = 400
/** From how far down titles are tried. */
const TRIED_FROM = 200
const FRESH_MS = 60 * 24 * 3_600_000

/** A title of the history speaks for a rail by having been watched, or by having been chosen as one liked. */
const BECAUSE = { watched: 'Because you watched', liked: 'Because you like' }

/**
 * Chooses the rails of a profile's home, the ones that fit it best first, so that no two have the same
 * title. Where nothing is known of its taste, it is what is popular.
 */
export function chooseHome(of: HomeIngredients): ChosenHome {
  return new HomeChoice(of).choose()
}

class HomeChoice {
  readonly #choice: TitleChoice
  readonly #facts: TitleFacts
  readonly #rails: ChosenRail[] = []

  constructor(readonly of: HomeIngredients) {
    const { taste, scores, taken, visible } = of
    this.#facts = scores.facts
    this.#choice = new TitleChoice(this.#facts, visible, [...taken, ...knownTo(taste)])
  }

  choose(): ChosenHome {
    const { scores } = this.of
    const ranked = this.#choice.best(scores.values, RANKED)
    const isPersonal = scores.by !== null
    if (isPersonal) {
      const groups = spokenFor(ranked, scores)
      this.#forYou(ranked)
      const first = this.#because(groups, 0)
      this.#popular()
      this.#fresh()
      this.#because(
        groups.filter(({ by }) => by !== first),
        1
      )
    } else this.#popular()
    this.#rediscover()
    this.#genres(ranked)
    const kinds = new Set(this.#rails.map(({ kind }) => kind))
    return {
      rails: this.#rails,
      model: scores.by?.served.id ?? null,
      replaces: ['popular', ...(kinds.has('new-for-you') ? ['new'] : []), 'genre'].filter(
        (kind) => kind !== 'genre' || kinds.has('genre')
      ),
    }
  }

  #add(
    rail: Omit<ChosenRail, 'titles'>,
    titles: readonly number[],
    explored?: ReadonlySet<number>
  ): boolean {
    if (titles.length < FEWEST) return false
    this.#choice.take(titles)
    this.#rails.push({
      ...rail,
      titles: titles.map((title) => ({
        id: this.#facts.ids[title]!,
        explored: explored?.has(title) ?? false,
      })),
    })
    return true
  }

  #forYou(ranked: Uint32Array): void {
    const { taste, now } = this.of
    const best = this.#choice.diverse(ranked, LENGTHS.forYou)
    const further = [...ranked.subarray(LENGTHS.forYou, TRIED_FROM)]
    const random = chanceOf(taste.profileId, now)
    const { titles, explored } = withExploration(best, further, this.#facts, random)
    const rail = { id: 'for-you', name: 'For you', kind: 'for-you', position: POSITIONS.forYou }
    this.#add(rail, titles, explored)
  }

  /** Answers for whom the rail stands there. */
  #because(groups: readonly SpokenFor[], place: 0 | 1): TitleId | null {
    const { taste, visible } = this.of
    const lengths = { fewest: FEWEST, most: LENGTHS.because }
    const found = becauseRail(groups, {
      ...{ choice: this.#choice, visible, facts: this.#facts },
      ...lengths,
    })
    if (!found) return null
    const wasWatched = taste.viewed.some(({ titleId }) => titleId === found.by)
    const name = wasWatched ? BECAUSE.watched : BECAUSE.liked
    const position = POSITIONS.because[place]
    const id = `because-${found.by}`
    this.#add({ id, name, kind: 'because', position, because: found.by }, found.titles)
    return found.by
  }

  #popular(): void {
    const { top, topIsOfCountry, trending } = this.of.lists
    const name = topIsOfCountry ? 'Top in your country' : 'Popular now'
    const choice = this.#choice
    const rail = { id: 'top', name, kind: 'top', position: POSITIONS.top }
    this.#add(rail, choice.freeOf(top).slice(0, LENGTHS.lists))
    const second = { id: 'trending', kind: 'trending', position: POSITIONS.trending }
    const titles = choice.freeOf(trending).slice(0, LENGTHS.lists)
    this.#add({ ...second, name: 'Trending now' }, titles)
  }

  #fresh(): void {
    const { scores, now } = this.of
    const since = (now - FRESH_MS) / 1000
    const fresh = freshTitles(this.#facts, since)
    const ranked = this.#choice.best(scores.values, 2 * LENGTHS.fresh, fresh)
    const titles = this.#choice.diverse(ranked, LENGTHS.fresh)
    const rail = { id: 'new-for-you', name: 'New for you', kind: 'new-for-you' }
    this.#add({ ...rail, position: POSITIONS.fresh }, titles)
  }

  #rediscover(): void {
    const titles = rediscovered(this.of).slice(0, LENGTHS.rediscover)
    const rail = { id: 'rediscover', name: 'Rediscover', kind: 'rediscover' }
    this.#add({ ...rail, position: POSITIONS.rediscover }, titles)
  }

  #genres(ranked: Uint32Array): void {
    const { scores, kids } = this.of
    const members = titlesOfGenres(this.#facts)
    const most = kids ? MOST_GENRES.kids : MOST_GENRES.all
    let shown = 0
    for (const { genre } of genresInOrder(ranked, this.#facts)) {
      if (shown === most) return
      const genreId = this.#facts.genreIds[genre]!
      const titles = this.#choice.best(scores.values, LENGTHS.genre, members[genre])
      const rail = { id: `genre-${genreId}`, name: '', kind: 'genre', genreId }
      if (this.#add({ ...rail, position: POSITIONS.genres + shown }, [...titles])) shown += 1
    }
  }
}

/** Titles that came out since a moment, by indexes of the facts. Seconds. */
function freshTitles(facts: TitleFacts, since: number): Uint32Array {
  const fresh: number[] = []
  for (let title = 0; title < facts.ids.length; title++) {
    if (facts.publishedAt[title]! >= since) fresh.push(title)
  }
  return Uint32Array.from(fresh)
}
