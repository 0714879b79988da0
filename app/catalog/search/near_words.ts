/** Letters beside each other on the keyboards of most Latin languages. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const NEIGHBOURS = new Set(
  ROWS.flatMap((row, at) =>
    [...row].flatMap((key, column) => {
      const below = ROWS[at + 1] ?? ''
      const beside = [row[column + 1], below[column - 1], below[column], below[column + 1]]
      return beside.flatMap((other) => (other ? [key + other, other + key] : []))
    })
  )
)
/** A key beside the right one, or a letter typed twice, is half a mistake. */
const SMALL_SLIP = 0.6
const LONGEST = 24

/** The word, and the word without each of its letters: one mistake away, two words share one of them. */
export function nearOf(word: string): string[] {
  const letters = [...word].slice(0, LONGEST)
  if (letters.length < 3) return [letters.join('')]
  const without = letters.map((_, at) => letters.filter((__, other) => other !== at).join(''))
  return [...new Set([letters.join(''), ...without])]
}

/**
 * How many slips lie between two words: letters left out, added, exchanged or swapped with their
 * neighbour (optimal string alignment distance), a neighbouring key counting less.
 */
export function slipsBetween(typed: string, meant: string): number {
  const a = [...typed]
  const b = [...meant]
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const here = a[i - 1]!
      const there = b[j - 1]!
      const exchanged = last[j - 1]! + exchangeCost(here, there)
      const added = last[j]! + (here === a[i - 2] ? SMALL_SLIP : 1)
      const missing = row[j - 1]! + (there === b[j - 2] ? SMALL_SLIP : 1)
      let cost = Math.min(exchanged, added, missing)
      if (i > 1 && j > 1 && here === b[j - 2] && a[i - 2] === there && here !== there) {
        cost = Math.min(cost, beforeLast[j - 2]! + SMALL_SLIP)
      }
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

function exchangeCost(a: string, b: string): number {
  if (a === b) return 0
  return NEIGHBOURS.has(a + b) ? SMALL_SLIP : 1
}

/** How many slips a word of such a length may hold and still be taken for another. */
export function slipsAllowed(length: number): number {
  if (length <= 2) return 0
  if (length <= 4) return 1
  return length <= 7 ? 1.7 : 2.2
}
