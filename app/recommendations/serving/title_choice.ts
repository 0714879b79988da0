import type { TitleFacts } from '#catalog'
import type { TitleId } from '#core/ids'
import { topTitles } from './top_titles.js'

/** Of the titles of a rail, so many at most have the same main genre while there are others. */
const MOST_OF_A_GENRE = 0.4
/** Of a rail of 20, the best 60 fit nearly as well as each other. */
const NEARLY = 3

/**
 * What may still be put on a page: what the audience may see, without what the profile has seen or
 * does not want, and without what a rail has taken already.
 */
export class TitleChoice {
  readonly #free: Uint8Array

  constructor(
    readonly facts: TitleFacts,
    visible: Uint8Array,
    blocked: Iterable<TitleId>
  ) {
    this.#free = visible.slice()
    for (const id of blocked) {
      const title = facts.indexOf.get(id)
      if (title !== undefined) this.#free[title] = 0
    }
  }

  isFree(title: number): boolean {
    return this.#free[title] === 1
  }

  /** Takes titles off, so that no other rail has them. */
  take(titles: Iterable<number>): void {
    for (const title of titles) this.#free[title] = 0
  }

  /** The best free titles by score; nothing is taken. */
  best(scores: Float32Array, k: number, among: Uint32Array | null = null): Uint32Array {
    return topTitles(scores, this.#free, k, among)
  }

  /** Those of a list that are free, in its order, by index. */
  freeOf(ids: Iterable<TitleId>): number[] {
    const titles: number[] = []
    for (const id of ids) {
      const title = this.facts.indexOf.get(id)
      if (title !== undefined && this.isFree(title)) titles.push(title)
    }
    return titles
  }

  /**
   * The first `most` of ranked titles, without letting one genre fill the rail while there are others
   * that fit nearly as well.
   */
  diverse(ranked: ArrayLike<number>, most: number): number[] {
    const limit = Math.max(2, Math.ceil(most * MOST_OF_A_GENRE))
    const ofGenre = new Map<number, number>()
    const chosen: number[] = []
    const spare: number[] = []
    const near = Math.min(ranked.length, NEARLY * most)
    for (let place = 0; place < near && chosen.length < most; place++) {
      const title = ranked[place]!
      const genre = this.facts.mainGenreOf(title)
      const count = ofGenre.get(genre) ?? 0
      if (genre >= 0 && count >= limit) spare.push(title)
      else {
        ofGenre.set(genre, count + 1)
        chosen.push(title)
      }
    }
    return [...chosen, ...spare.slice(0, most - chosen.length)]
  }
}
