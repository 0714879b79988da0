import { LRUCache } from 'lru-cache'
import type { TitleFacts } from '#catalog'
import { clock } from '#core/clock'
import type { ProfileId } from '#core/ids'
import type { History } from '#ml/dataset/interactions'
import type { ProfileTaste } from '../queries/find_taste.js'
import type { ServedModel } from '../registry/served_models.js'
import { historyOf } from './history_of.js'
import { modelGuard } from './model_guard.js'
import { modelOfProfile } from './model_of_profile.js'
import { scoringDuration } from './serving_metrics.js'

/** How well each title of the catalogue fits a profile. */
export interface Scores {
  /** [titles of the facts] higher is better; comparable with each other only. */
  values: Float32Array
  facts: TitleFacts
  /** By what, and from what; null where nothing is known of the profile, or there is no model. */
  by: { served: ServedModel; history: History; at: number } | null
  /** Differs from the mark of any other scores of the same profile. */
  mark: string
}

/** Some 40 KB each, of 10,000 titles. */
const MOST_KEPT = 256
/** How long scores may stay as they are while nothing changes: likes grow old slowly. Seconds. */
const HOUR = 3_600

const kept = new LRUCache<ProfileId, Scores>({ max: MOST_KEPT })

/**
 * Scores all titles for a profile from what it has watched up to now; again only when that, the model
 * or the catalogue has changed. Without likes or a model, by how popular titles are.
 */
export function scoresOf(taste: ProfileTaste, facts: TitleFacts): Scores {
  const served = modelOfProfile.of(taste.profileId)
  if (!served) return popularScores(facts)
  const at = Math.floor(clock.now() / 1000 / HOUR) * HOUR
  const mark = `${served.id} ${at} ${taste.mark}`
  const known = kept.get(taste.profileId)
  if (known?.mark === mark && known.facts === facts) return known
  const history = historyOf(taste, served, at)
  if (!history.weights.some((weight) => weight > 0)) return popularScores(facts)
  const values = scoreAll(served, history, at, facts)
  if (!values) return popularScores(facts)
  const scores = { values, facts, by: { served, history, at }, mark }
  kept.set(taste.profileId, scores)
  return scores
}

/** Grows to the largest model, and is written anew by each scoring. */
let scratch = new Float32Array(0)

/** What a model says of every title of the catalogue; null when it says nothing that can be used. */
export function scoreAll(
  served: ServedModel,
  history: History,
  at: number,
  facts: TitleFacts
): Float32Array | null {
  if (scratch.length < served.model.titleCount) scratch = new Float32Array(served.model.titleCount)
  const out = scratch.subarray(0, served.model.titleCount)
  const end = scoringDuration.startTimer()
  return modelGuard.ask(served, (model) => {
    model.score(history, at, out)
    const values = inCatalogue(out, columnsOf(served, facts), facts)
    end()
    return values
  })
}

/**
 * A title that the model does not know, as it is newer, stands where the others of its main genre
 * stand on average.
 * @throws Error when a score is no number
 */
function inCatalogue(scores: Float32Array, columns: Int32Array, facts: TitleFacts): Float32Array {
  const values = new Float32Array(columns.length)
  const ofGenre = new Float64Array(facts.genreIds.length + 1)
  const countOfGenre = new Uint32Array(facts.genreIds.length + 1)
  let sum = 0
  for (const [title, column] of columns.entries()) {
    if (column < 0) continue
    const score = scores[column]!
    values[title] = score
    sum += score
    const genre = facts.mainGenreOf(title) + 1
    ofGenre[genre]! += score
    countOfGenre[genre]! += 1
  }
  if (!Number.isFinite(sum)) throw new Error('The model gave a score that is no number')
  const mean = sum / Math.max(1, columns.length)
  for (const [title, column] of columns.entries()) {
    if (column >= 0) continue
    const genre = facts.mainGenreOf(title) + 1
    values[title] = countOfGenre[genre]! > 0 ? ofGenre[genre]! / countOfGenre[genre]! : mean
  }
  return values
}

const columns = new WeakMap<TitleFacts, WeakMap<ServedModel, Int32Array>>()

/** [titles of the facts] the column of each title in a model; -1 where it does not know it. */
export function columnsOf(served: ServedModel, facts: TitleFacts): Int32Array {
  let ofFacts = columns.get(facts)
  if (!ofFacts) columns.set(facts, (ofFacts = new WeakMap()))
  const known = ofFacts.get(served)
  if (known) return known
  const made = Int32Array.from(facts.ids, (id) => served.indexOf.get(id) ?? -1)
  ofFacts.set(served, made)
  return made
}

const popular = new WeakMap<TitleFacts, Scores>()
/** What being the newest is worth beside being the most popular: it decides among what nobody plays. */
const NEWNESS = 0.01

/** Scores that are the same for everybody: the most popular first, and of what nobody plays the newest. */
export function popularScores(facts: TitleFacts): Scores {
  const known = popular.get(facts)
  if (known) return known
  const newest = facts.publishedAt.reduce((a, b) => Math.max(a, b), 1)
  const values = Float32Array.from(
    facts.popularity,
    (popularity, title) => popularity + NEWNESS * (facts.publishedAt[title]! / newest)
  )
  const scores = { values, facts, by: null, mark: 'popular' }
  popular.set(facts, scores)
  return scores
}
