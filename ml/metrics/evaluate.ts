import { historyOf, type History, type Interactions } from '../dataset/interactions.js'
import type { Model } from '../models/model.js'
import { seededRandom, shuffle } from '../random.js'
import { activityBands, type ActivityBand } from './activity_bands.js'
import { AudienceOverlap } from './audience_overlap.js'
import { bootstrapMeans, type Estimate } from './bootstrap.js'
import { Coverage } from './coverage.js'
import { rankOf, rankTop } from './rank_top.js'

const SEED = 42

export interface EvaluationInput {
  model: Pick<Model, 'score'>
  /** What the model may know. What a profile has here, of whatever weight, is not ranked for it. */
  train: Interactions
  /**
   * What is to be found: its cells count whatever their weight. Same columns as `train`; its rows
   * begin with those of `train`, and profiles beyond them are ranked for with an empty history.
   */
  heldOut: Interactions
  /** [rows of heldOut] held-out titles beyond the columns: they cannot be found, and count as missed. */
  unknown?: Uint32Array
  /** Length of the list that a profile gets. */
  k: number
  /** The moment for which is recommended, Unix time in seconds. */
  at: number
  /** At most so many profiles, picked by the seed; all by default. */
  sample?: number
  /** Of the picking and of the bootstrap. */
  seed?: number
  /** Told now and then how far it is, 0 to 1. */
  onProgress?: (share: number) => void
}

/** Measures of each profile that was evaluated, in rising order of rows. */
export interface ProfileMeasures {
  /** Row of `heldOut`. */
  rows: Uint32Array
  /** Titles in its history. */
  activity: Uint32Array
  recall: Float64Array
  ndcg: Float64Array
  reciprocalRank: Float64Array
  novelty: Float64Array
  diversity: Float64Array
}

/** How good a model is at finding what was held out. Averages are over the profiles with something held out. */
export interface Evaluation {
  k: number
  /** Profiles that were evaluated. */
  profiles: number
  /** Held-out titles of those profiles. */
  heldOut: number
  /** Hits among the first k / min(k, held-out titles). */
  recall: Estimate
  /** Binary: the sum of 1 / log2(rank + 1) over hits among the first k, by the best such sum possible. */
  ndcg: Estimate
  /** 1 / rank of the first hit in the whole ranking. */
  mrr: Estimate
  /** Share of the titles that stand in at least one list. */
  coverage: Estimate
  /** Mean of -log2 of the share of the training profiles who watched the title (bits). */
  novelty: Estimate
  /** Mean of 1 less how alike two titles of a list are, 0 to 1 (`AudienceOverlap`). */
  diversity: Estimate
  bands: ActivityBand[]
  byProfile: ProfileMeasures
}

/**
 * Ranks for every profile with something held out, and measures the lists. Recall@k and NDCG@k as in
 * Liang et al. 2018, coverage, novelty and diversity as in Castells et al. 2015 ("Novelty and
 * Diversity in Recommender Systems").
 * @throws RangeError when the matrices do not go together
 */
export function evaluate(input: EvaluationInput): Evaluation {
  checkShapes(input)
  const { train, heldOut, k } = input
  const seed = input.seed ?? SEED
  const rows = rowsToEvaluate(input, seed)
  const measures = emptyMeasures(rows, train)
  const coverage = new Coverage(train.titles.length)
  const surprise = surpriseOf(train)
  const overlap = new AudienceOverlap(train)
  const scores = new Float32Array(train.titles.length)

  let heldOutCount = 0
  for (const [place, row] of rows.entries()) {
    const history = knownHistory(train, row)
    input.model.score(history, input.at, scores)
    const list = rankTop(scores, history.titles, k)
    const wanted = historyOf(heldOut, row).titles
    const wantedCount = wanted.length + (input.unknown?.[row] ?? 0)
    const { hits, gain } = hitsOf(list, wanted)
    const first = rankOf(scores, history.titles, wanted)

    heldOutCount += wantedCount
    measures.recall[place] = hits / Math.min(k, wantedCount)
    measures.ndcg[place] = gain / bestGain(Math.min(k, wantedCount))
    measures.reciprocalRank[place] = first === null ? 0 : 1 / first
    measures.novelty[place] = meanOver(list, surprise)
    measures.diversity[place] = overlap.diversityOf(list)
    coverage.add(list)
    if (place % 256 === 0) input.onProgress?.(place / rows.length)
  }

  const { recall, ndcg, reciprocalRank, novelty, diversity } = measures
  const estimates = bootstrapMeans([recall, ndcg, reciprocalRank, novelty, diversity], seed)
  return {
    k,
    profiles: rows.length,
    heldOut: heldOutCount,
    recall: estimates[0]!,
    ndcg: estimates[1]!,
    mrr: estimates[2]!,
    coverage: coverage.estimate(),
    novelty: estimates[3]!,
    diversity: estimates[4]!,
    bands: activityBands(measures, seed),
    byProfile: measures,
  }
}

function checkShapes({ train, heldOut, unknown, k }: EvaluationInput): void {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`A list of ${k} titles is none`)
  if (heldOut.titles.length !== train.titles.length) {
    throw new RangeError('What is held out has other titles than what is trained on')
  }
  if (heldOut.profiles.length < train.profiles.length) {
    throw new RangeError('What is held out has fewer profiles than what is trained on')
  }
  if (unknown && unknown.length !== heldOut.profiles.length) {
    throw new RangeError('Unknown titles are not counted for every profile')
  }
}

function rowsToEvaluate({ heldOut, unknown, sample }: EvaluationInput, seed: number): Uint32Array {
  const rows = Uint32Array.from(heldOut.profiles.keys()).filter(
    (row) => heldOut.rowStart[row + 1]! > heldOut.rowStart[row]! || (unknown?.[row] ?? 0) > 0
  )
  if (sample === undefined || rows.length <= sample) return rows
  return shuffle(rows, seededRandom(seed)).slice(0, sample).sort()
}

function emptyMeasures(rows: Uint32Array, train: Interactions): ProfileMeasures {
  return {
    rows,
    activity: rows.map((row) => knownHistory(train, row).titles.length),
    recall: new Float64Array(rows.length),
    ndcg: new Float64Array(rows.length),
    reciprocalRank: new Float64Array(rows.length),
    novelty: new Float64Array(rows.length),
    diversity: new Float64Array(rows.length),
  }
}

const NO_HISTORY: History = {
  titles: new Uint32Array(0),
  weights: new Float32Array(0),
  times: new Float64Array(0),
}

function knownHistory(train: Interactions, row: number): History {
  return row < train.profiles.length ? historyOf(train, row) : NO_HISTORY
}

function hitsOf(list: Uint32Array, wanted: Uint32Array): { hits: number; gain: number } {
  const isWanted = new Set(wanted)
  let hits = 0
  let gain = 0
  for (const [place, title] of list.entries()) {
    if (!isWanted.has(title)) continue
    hits++
    gain += gainAt(place)
  }
  return { hits, gain }
}

/** Gain of a hit at a place counted from 0. */
function gainAt(place: number): number {
  return 1 / Math.log2(place + 2)
}

function bestGain(hits: number): number {
  let gain = 0
  for (let place = 0; place < hits; place++) gain += gainAt(place)
  return gain
}

/** [titles] bits; a title that nobody watched surprises as much as one that a single profile did. */
function surpriseOf(train: Interactions): Float64Array {
  const watchers = new Float64Array(train.titles.length)
  for (const title of train.columns) watchers[title]!++
  return watchers.map((count) => Math.log2(train.profiles.length / Math.max(count, 1)))
}

function meanOver(list: Uint32Array, values: Float64Array): number {
  let sum = 0
  for (const title of list) sum += values[title]!
  return list.length === 0 ? 0 : sum / list.length
}
