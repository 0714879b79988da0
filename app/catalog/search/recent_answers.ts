import { LRUCache } from 'lru-cache'
import type { SearchScope } from './candidates.js'
import { findRanked, type RankedAnswer } from './find_ranked.js'
import { wordsOf } from './fold.js'
import type { SearchView } from './search_view.js'

/** A few hundred bytes a result. */
const MOST_RESULTS_KEPT = 40_000
/** What is popular changes, and makes no other edition of the catalogue. Milliseconds. */
const OLDEST_MS = 10 * 60_000

/**
 * Answers that were worked out lately, so that what many type, and the next page, cost little. The key
 * holds the audience and the edition of the catalogue: an editor's change leaves nothing here to find.
 */
const answers = new LRUCache<string, RankedAnswer>({
  maxSize: MOST_RESULTS_KEPT,
  ttl: OLDEST_MS,
  sizeCalculation: ({ results, related }) => results.length + related.length + 1,
})

export async function rankedFor(
  { audience, fresh }: SearchView,
  text: string,
  scope: SearchScope
): Promise<RankedAnswer> {
  const open = /[\p{L}\p{N}\p{M}]$/u.test(text)
  const key = JSON.stringify([audience.key, wordsOf(text), open, scope])
  const known = answers.get(key)
  if (known) return known
  const answer = await findRanked(audience, text, scope)
  if (fresh) answers.set(key, answer)
  return answer
}
