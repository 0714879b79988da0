/** The most that is ever asked for. */
const MOST = 512

/** A heap of the best so far, the worst of them on top, in buffers that are used again and again. */
const heap = { titles: new Uint32Array(MOST), scores: new Float32Array(MOST), size: 0 }

/**
 * The best `k` titles by score, best first; of equal ones, the lower index. It looks at each once and
 * keeps no more than `k`: sorting 10,000 for 20 would take ten times as long.
 * @param scores [titles] finite
 * @param allowed [titles] 1 for those that may be taken
 * @param among indexes of titles to look at; all when null
 */
export function topTitles(
  scores: Float32Array,
  allowed: Uint8Array,
  k: number,
  among: Uint32Array | null = null
): Uint32Array {
  const wanted = Math.min(k, MOST)
  heap.size = 0
  if (wanted === 0) return new Uint32Array(0)
  const count = among ? among.length : scores.length
  for (let place = 0; place < count; place++) {
    const title = among ? among[place]! : place
    if (allowed[title] !== 1) continue
    const score = scores[title]!
    if (heap.size < wanted) {
      push(title, score)
    } else if (isBetter(title, score, 0)) replaceWorst(title, score)
  }
  const best = new Uint32Array(heap.size)
  for (let place = heap.size - 1; place >= 0; place--) best[place] = popWorst()
  return best
}

/** Whether a title is better than the one at a place of the heap. */
function isBetter(title: number, score: number, place: number): boolean {
  const other = heap.scores[place]!
  return score > other || (score === other && title < heap.titles[place]!)
}

function push(title: number, score: number): void {
  let place = heap.size++
  while (place > 0) {
    const above = (place - 1) >> 1
    if (isBetter(title, score, above)) break
    move(above, place)
    place = above
  }
  heap.titles[place] = title
  heap.scores[place] = score
}

function popWorst(): number {
  const worst = heap.titles[0]!
  heap.size -= 1
  if (heap.size > 0) replaceWorst(heap.titles[heap.size]!, heap.scores[heap.size]!)
  return worst
}

function replaceWorst(title: number, score: number): void {
  let place = 0
  for (;;) {
    let below = 2 * place + 1
    if (below >= heap.size) break
    const other = below + 1
    if (other < heap.size && isBetter(heap.titles[below]!, heap.scores[below]!, other))
      below = other
    if (!isBetter(title, score, below)) break
    move(below, place)
    place = below
  }
  heap.titles[place] = title
  heap.scores[place] = score
}

function move(from: number, to: number): void {
  heap.titles[to] = heap.titles[from]!
  heap.scores[to] = heap.scores[from]!
}
