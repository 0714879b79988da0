import type { Random } from '../random.js'

/**
 * Draws an index by its weight in constant time: the alias method (Walker 1977, built as Vose 1991).
 * @param weights from 0, and not all 0
 */
export class AliasTable {
  /** [n] chance of staying in a column, and where to go otherwise. */
  readonly #stays: Float32Array
  readonly #alias: Uint32Array

  constructor(weights: Float64Array) {
    const count = weights.length
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / count
    const rest = weights.map((weight) => weight / mean)
    this.#stays = new Float32Array(count).fill(1)
    this.#alias = Uint32Array.from(weights.keys())
    const small: number[] = []
    const large: number[] = []
    for (const [index, share] of rest.entries()) (share < 1 ? small : large).push(index)
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!
      const rich = large.at(-1)!
      this.#stays[poor] = rest[poor]!
      this.#alias[poor] = rich
      rest[rich]! -= 1 - rest[poor]!
      if (rest[rich]! >= 1) continue
      large.pop()
      small.push(rich)
    }
  }

  draw(random: Random): number {
    const column = Math.floor(random() * this.#stays.length)
    return random() < this.#stays[column]! ? column : this.#alias[column]!
  }
}
