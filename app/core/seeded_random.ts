import { gaussian, shuffle } from '#ml/random'

/** A time long before this product existed, so that the ids of generated rows are never a real row's. */
const GENERATED_SINCE = Date.UTC(2001, 0, 1)
const GENERATED_UNTIL = Date.UTC(2002, 0, 1)

/** Where the ids of generated rows lie: UUIDs of version 7 that say the year 2001. */
export const GENERATED_IDS = {
  first: idAt(GENERATED_SINCE, '0000000000000000000'),
  last: idAt(GENERATED_UNTIL, '0000000000000000000'),
}

/** Numbers that look random and are the same for the same seed: sfc32 (Doty-Humphrey, PractRand). */
export class SeededRandom {
  #state: [number, number, number, number]
  #ids = 0

  constructor(seed: number) {
    this.#state = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x2545f491, 1]
    for (let round = 0; round < 16; round++) this.next()
  }

  /** From 0 up to, without, 1. */
  next(): number {
    const state = this.#state
    const [a, b, c, counter] = state
    const sum = (a + b + counter) | 0
    state[3] = (counter + 1) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!
  }

  /** Up to `count` different ones. */
  some<T>(from: readonly T[], count: number): T[] {
    const picked = new Set<T>()
    for (let tries = 0; picked.size < count && tries < count * 4; tries++)
      picked.add(this.pick(from))
    return [...picked]
  }

  /** One of `[weight, value]`, the heavier the more often. */
  weighted<T>(from: readonly (readonly [number, T])[]): T {
    let left = this.next() * from.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of from) {
      left -= weight
      if (left < 0) return value
    }
    return from.at(-1)![1]
  }

  /**
   * A place from 0 to `count - 1`, the early ones more often: by a power law, the steeper the more
   * unequal (a steepness `s` has about the shape of Zipf's law with the exponent 1 - 1/s).
   */
  rank(count: number, steepness: number): number {
    return Math.floor(count * this.next() ** steepness)
  }

  /** A number of the normal distribution with mean 0 and variance 1. */
  gaussian(): number {
    return gaussian(() => this.next())
  }

  /** The same in a random order, every order equally likely. */
  shuffled<T>(from: readonly T[]): T[] {
    return shuffle([...from], () => this.next())
  }

  /** A UUID of version 7 (RFC 9562, 5.7) of its own, among `GENERATED_IDS`. */
  id(): string {
    return this.idAt(GENERATED_SINCE + this.#ids++)
  }

  /** A UUID of version 7 that says a moment, Unix ms: as a real row's of that time. */
  idAt(time: number): string {
    const digits = Array.from({ length: 3 }, () =>
      Math.floor(this.next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
    ).join('')
    return idAt(time, digits)
  }
}

function idAt(time: number, digits: string): string {
  const hex = time.toString(16).padStart(12, '0')
  const [a, b, c] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6).padEnd(12, '0')]
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${a}-8${b}-${c.slice(0, 12)}`
}
