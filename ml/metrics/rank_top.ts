/**
 * The best titles by score, best first; of equal scores the lower index first. A title whose score is
 * no number or minus infinity is not ranked, so that a caller may rule titles out.
 * @param scores [titles]
 * @param seen indexes of titles to leave out, in any order
 * @returns indexes of at most `k` titles
 */
export function rankTop(scores: Float32Array, seen: Uint32Array, k: number): Uint32Array {
  const count = scores.length
  const isSeen = new Uint8Array(count)
  for (const title of seen) isSeen[title] = 1
  const heap = new WorstFirstHeap(scores, Math.min(k, count))
  for (let title = 0; title < count; title++) {
    if (isSeen[title] === 0 && scores[title]! > Number.NEGATIVE_INFINITY) heap.offer(title)
  }
  return heap.drain()
}

/** Keeps the best titles that it was offered, the worst of them on top; offer them in rising order. */
class WorstFirstHeap {
  readonly #titles: Uint32Array
  #size = 0

  constructor(
    readonly scores: Float32Array,
    capacity: number
  ) {
    this.#titles = new Uint32Array(capacity)
  }

  offer(title: number): void {
    const titles = this.#titles
    if (this.#size < titles.length) {
      titles[this.#size++] = title
      this.#rise(this.#size - 1)
    } else if (this.#size > 0 && this.scores[title]! > this.scores[titles[0]!]!) {
      titles[0] = title
      this.#sink()
    }
  }

  /** Empties it, best first. */
  drain(): Uint32Array {
    const ranked = new Uint32Array(this.#size)
    for (let place = this.#size - 1; place >= 0; place--) {
      ranked[place] = this.#titles[0]!
      this.#titles[0] = this.#titles[--this.#size]!
      this.#sink()
    }
    return ranked
  }

  #isWorse(title: number, other: number): boolean {
    const difference = this.scores[title]! - this.scores[other]!
    return difference < 0 || (difference === 0 && title > other)
  }

  #rise(from: number): void {
    const titles = this.#titles
    const title = titles[from]!
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isWorse(title, titles[parent]!)) break
      titles[at] = titles[parent]!
      at = parent
    }
    titles[at] = title
  }

  #sink(): void {
    const titles = this.#titles
    const title = titles[0]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#size) break
      const sibling = child + 1
      if (sibling < this.#size && this.#isWorse(titles[sibling]!, titles[child]!)) child = sibling
      if (!this.#isWorse(titles[child]!, title)) break
      titles[at] = titles[child]!
      at = child
    }
    titles[at] = title
  }
}

/**
 * The rank of the best of some titles in the whole ranking, counted from 1 and ranked as `rankTop`
 * does; null when none of them is ranked.
 * @param scores [titles]
 * @param seen indexes of titles that are not ranked
 * @param wanted indexes of the titles to look for
 */
export function rankOf(
  scores: Float32Array,
  seen: Uint32Array,
  wanted: Uint32Array
): number | null {
  const count = scores.length
  const isSeen = new Uint8Array(count)
  for (const title of seen) isSeen[title] = 1
  let best = -1
  for (const title of wanted) {
    if (isSeen[title] === 1 || !(scores[title]! > Number.NEGATIVE_INFINITY)) continue
    const lead = best < 0 ? 1 : scores[title]! - scores[best]!
    if (lead > 0 || (lead === 0 && title < best)) best = title
  }
  if (best < 0) return null
  let rank = 1
  for (let title = 0; title < count; title++) {
    if (isSeen[title] === 1) continue
    if (scores[title]! > scores[best]! || (scores[title] === scores[best] && title < best)) rank++
  }
  return rank
}
