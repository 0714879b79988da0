import { historyOf, type Interactions } from '../dataset/interactions.js'
import { rankTop } from '../metrics/index.js'
import type { Model } from '../models/model.js'
import { seededRandom, shuffle } from '../random.js'

const MOST_PROFILES = 500
const NOTHING_SEEN = new Uint32Array(0)

/** What a model does for some profiles, whatever it is worth. */
export interface Sanity {
  /** Profiles that were looked at. */
  profiles: number
  /** Whether all scores are numbers. */
  finite: boolean
  /** How many different lists the profiles get, where what they have seen is not left out. */
  lists: number
}

/** Looks at a model from outside, for up to 500 profiles picked by the seed. */
export function examine(
  model: Pick<Model, 'score'>,
  data: Interactions,
  { k, at, seed }: { k: number; at: number; seed: number }
): Sanity {
  const scores = new Float32Array(data.titles.length)
  const rows = shuffle(Uint32Array.from(data.profiles.keys()), seededRandom(seed))
  const lists = new Set<string>()
  let finite = true
  for (const row of rows.slice(0, MOST_PROFILES)) {
    model.score(historyOf(data, row), at, scores)
    finite &&= scores.every(Number.isFinite)
    lists.add(rankTop(scores, NOTHING_SEEN, k).join())
  }
  return { profiles: Math.min(rows.length, MOST_PROFILES), finite, lists: lists.size }
}
