import type { TitleId } from '#core/ids'
import type { Taste } from '../recommender.js'
import type { Ranked } from './find_ranked.js'
import { parseQuery, type Query } from './query.js'
import { isSameName } from './score.js'

/** How far taste lifts a result: a third of what popularity does, so that it decides near ties only. */
const LIFT = 0.02

/**
 * Results in an order that leans lightly to a profile's taste. What has the very name that was typed
 * stays where it is, and nothing passes it. Gives new results; the old ones are many viewers'.
 */
export function byTaste(results: readonly Ranked[], text: string, taste: Taste): Ranked[] {
  const query = parseQuery(text)
  const ordered: Ranked[] = []
  let between: Ranked[] = []
  const close = () => {
    ordered.push(...leaning(between, taste))
    between = []
  }
  for (const result of results) {
    if (!isNamed(result, query)) between.push(result)
    else {
      close()
      ordered.push(result)
    }
  }
  close()
  return ordered
}

function isNamed({ row }: Ranked, query: Query): boolean {
  return row.names.split('\n').some((name) => isSameName(name, query))
}

function leaning(results: readonly Ranked[], taste: Taste): Ranked[] {
  return results
    .map((result) => ({ row: result.row, score: result.score + LIFT * liking(result, taste) }))
    .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
}

function liking({ row }: Ranked, taste: Taste): number {
  return row.kind === 'film' || row.kind === 'show' ? taste(row.id as string as TitleId) : 0
}
