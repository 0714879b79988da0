import { historyOf, type Interactions } from '../dataset/interactions.js'

/** More profiles than these say hardly more of how alike titles are, and cost time. */
const MOST_PROFILES = 4_096
const WORD_BITS = 32

/**
 * How alike titles are by who watched them: the cosine of their audiences (a profile watched a title
 * or did not). Audiences are bit sets over evenly picked profiles, all of them up to 4,096.
 */
export class AudienceOverlap {
  readonly #words: number
  readonly #bits: Uint32Array
  readonly #sizes: Uint32Array

  constructor(data: Interactions) {
    const profiles = data.profiles.length
    const step = Math.max(1, profiles / MOST_PROFILES)
    const picked = Math.min(profiles, MOST_PROFILES)
    this.#words = Math.ceil(picked / WORD_BITS)
    this.#bits = new Uint32Array(this.#words * data.titles.length)
    this.#sizes = new Uint32Array(data.titles.length)
    for (let bit = 0; bit < picked; bit++) {
      for (const title of historyOf(data, Math.floor(bit * step)).titles) {
        this.#bits[title * this.#words + (bit >>> 5)]! |= 1 << (bit & 31)
        this.#sizes[title]!++
      }
    }
  }

  /** 0 to 1; 0 for a title that nobody watched. */
  cosine(first: number, second: number): number {
    const sizes = this.#sizes[first]! * this.#sizes[second]!
    if (sizes === 0) return 0
    const [a, b] = [first * this.#words, second * this.#words]
    let both = 0
    for (let word = 0; word < this.#words; word++) {
      both += bitCount(this.#bits[a + word]! & this.#bits[b + word]!)
    }
    return both / Math.sqrt(sizes)
  }

  /**
   * Intra-list diversity: 1 less the mean cosine of all pairs (Ziegler et al. 2005, with audiences for
   * topics). 0 for a list without a pair.
   */
  diversityOf(list: Uint32Array): number {
    const pairs = (list.length * (list.length - 1)) / 2
    if (pairs === 0) return 0
    let alike = 0
    for (let i = 1; i < list.length; i++) {
      for (let j = 0; j < i; j++) alike += this.cosine(list[i]!, list[j]!)
    }
    return 1 - alike / pairs
  }
}

/** Set bits of a word, added up side by side (Warren, "Hacker's Delight", 5-1). */
function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
