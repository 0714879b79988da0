import logger from '@adonisjs/core/services/logger'
import type { TitleId } from '#core/ids'
import type { Audience } from './shared/audience.js'
import type { ProfileViewing } from './viewing.js'

/** How much a profile likes a title, from 0 to 1. */
export type Taste = (titleId: TitleId) => number

/** The module that learns from what is watched. The catalogue is whole without it. */
export interface Recommender {
  /** Changes when `similarTo` may answer otherwise. */
  similarMark(): string
  /** What those who watched a title watch, best first, of what the audience may see. */
  similarTo(of: { titleId: TitleId; audience: Audience }): Promise<readonly TitleId[]>
  /** What is not offered to a profile: it has seen it, or does not want it. */
  passedOver(viewing: ProfileViewing): Promise<ReadonlySet<TitleId>>
  /** Null when nothing is known of a profile's taste. */
  tasteOf(viewing: ProfileViewing, audience: Audience): Promise<Taste | null>
}

/** How long an answer of the catalogue waits for it. Milliseconds. */
const PATIENCE_MS = 1_000

/** Asks the recommender, where there is one; what it fails to answer in time is left out. */
class RecommenderSeat {
  #recommender: Recommender | null = null

  register(recommender: Recommender | null): void {
    this.#recommender = recommender
  }

  similarMark(): string {
    return this.#recommender?.similarMark() ?? ''
  }

  similarTo(of: { titleId: TitleId; audience: Audience }): Promise<readonly TitleId[]> {
    return this.#ask((recommender) => recommender.similarTo(of), [])
  }

  passedOver(viewing: ProfileViewing): Promise<ReadonlySet<TitleId>> {
    return this.#ask((recommender) => recommender.passedOver(viewing), new Set())
  }

  tasteOf(viewing: ProfileViewing, audience: Audience): Promise<Taste | null> {
    return this.#ask<Taste | null>((recommender) => recommender.tasteOf(viewing, audience), null)
  }

  async #ask<Answer>(
    question: (recommender: Recommender) => Promise<Answer>,
    without: Answer
  ): Promise<Answer> {
    if (!this.#recommender) return without
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('It took too long')), PATIENCE_MS)
    try {
      return await Promise.race([question(this.#recommender), late.promise])
    } catch (error) {
      logger.warn({ err: error }, 'The catalogue answers without recommendations')
      return without
    } finally {
      clearTimeout(timer)
    }
  }
}

export const recommender = new RecommenderSeat()
