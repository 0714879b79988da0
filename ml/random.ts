/** A source of numbers in [0, 1), 32 bits each. */
export type Random = () => number

const WORD = 2 ** 32

/**
 * A generator that gives the same numbers for the same seed on every machine: xoshiro128** by
 * Blackman and Vigna ("Scrambled linear pseudorandom number generators", 2021), its state filled by
 * splitmix64 as they advise. Its period is 2^128 - 1. Not for secrets.
 * @param seed a safe integer
 * @throws RangeError when the seed is none
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a whole number, not ${seed}`)
  const next = splitmix64(BigInt(seed))
  const [low, high] = [next(), next()]
  const bits = xoshiro128(
    Uint32Array.of(
      Number(low & 0xffffffffn),
      Number(low >> 32n),
      Number(high & 0xffffffffn),
      Number(high >> 32n)
    )
  )
  return () => bits() / WORD
}

/** xoshiro128** 1.1: unsigned 32-bit numbers from a state of four words, not all of them 0. */
export function xoshiro128(state: Uint32Array): () => number {
  let [a, b, c, d] = state as unknown as [number, number, number, number]
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return scrambled >>> 0
  }
}

/** splitmix64 (Steele, Lea and Flood 2014): unsigned 64-bit numbers. */
export function splitmix64(seed: bigint): () => bigint {
  let state = seed
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let mixed = state
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n)
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn)
    return mixed ^ (mixed >> 31n)
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** Puts an array into a random order, in place: Fisher and Yates, every order equally likely. */
export function shuffle<T extends { length: number; [index: number]: unknown }>(
  array: T,
  random: Random
): T {
  for (let last = array.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = array[last]
    array[last] = array[other]
    array[other] = moved
  }
  return array
}

/** A number of the normal distribution with mean 0 and variance 1 (Box and Muller 1958). */
export function gaussian(random: Random): number {
  // 1 - random() is never 0, whose logarithm is not finite.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
