import type { Label, LabelField } from './document.js'
import { fold } from './fold.js'
import { STOP_WORDS } from './lexemes.js'

interface Matched {
  field: LabelField
  text: string
  highlights: { start: number; end: number }[]
}

const WORD = /[\p{L}\p{M}\p{N}'’.-]+/gu

/** The text of a document in which most of the query's words stand, and where; the name before others. */
export function matchedLabel(labels: readonly Label[], words: readonly string[]): Matched | null {
  const saying = words.filter((word) => !STOP_WORDS.has(word))
  const sought = saying.length > 0 ? saying : words
  let best: Label | null = null
  let most = 0
  for (const label of labels) {
    const own = label[2].split(' ')
    const count = sought.filter((word) => own.some((other) => begins(other, word))).length
    if (count > most) [best, most] = [label, count]
  }
  if (!best) return null
  const [field, text] = best
  return { field, text, highlights: highlightsIn(text, sought) }
}

function begins(word: string, sought: string): boolean {
  return word === sought || (sought.length >= 2 && word.startsWith(sought))
}

function highlightsIn(text: string, words: readonly string[]): Matched['highlights'] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const folded = fold(match[0])
    const word = words.find((sought) => folded.split(/[.-]/).some((part) => begins(part, sought)))
    if (word === undefined) return []
    return [{ start: match.index, end: match.index + match[0].length }]
  })
}
