import type { Interactions } from '../../dataset/interactions.js'
import { likesPerTitle } from '../likes.js'

/** Scores of the known titles, each counted as much as it is known. */
interface Scale {
  mean: number
  deviation: number
  least: number
  most: number
}

/**
 * Makes a collaborative model score titles that few have watched: their scores are drawn to those of
 * a content model, on the collaborative model's scale. Both scales are read, profile by profile, off
 * the titles that are known well.
 */
export class ColdTitles {
  /**
   * @param shares [titles] from 0, where the collaborative score says nothing, to 1, where it says all
   */
  constructor(readonly shares: Float32Array) {}

  /** @param enough likes from which a title is known as well as it can be */
  static of(data: Interactions, enough: number): ColdTitles {
    return new ColdTitles(
      Float32Array.from(likesPerTitle(data), (likes) => Math.min(1, likes / enough))
    )
  }

  /**
   * @param scores [titles] of the collaborative model; changed in place
   * @param byContent [titles] of the content model for the same history
   * @returns what one unit of the content model's scores is in those of the collaborative one
   */
  mix(scores: Float32Array, byContent: Float32Array): number {
    const own = this.scaleOf(scores)
    const other = this.scaleOf(byContent)
    const stretch = other.deviation > 0 ? own.deviation / other.deviation : 0
    for (let title = 0; title < scores.length; title++) {
      const share = this.shares[title]!
      const guess = within(own, own.mean + stretch * (byContent[title]! - other.mean))
      scores[title] = share * scores[title]! + (1 - share) * guess
    }
    return stretch
  }

  private scaleOf(scores: Float32Array): Scale {
    const { shares } = this
    let known = 0
    let sum = 0
    let squares = 0
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    for (const [title, score] of scores.entries()) {
      const share = shares[title]!
      if (share === 0) continue
      least = Math.min(least, score)
      most = Math.max(most, score)
      known += share
      sum += share * score
      squares += share * score * score
    }
    if (known === 0) return { mean: 0, deviation: 0, least: 0, most: 0 }
    const mean = sum / known
    return { mean, deviation: Math.sqrt(Math.max(squares / known - mean * mean, 0)), least, most }
  }
}

/** No title is guessed to be better than the best that is known. */
function within({ least, most }: Scale, guess: number): number {
  return Math.min(Math.max(guess, least), most)
}
