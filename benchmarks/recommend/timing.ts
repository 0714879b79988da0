import type { History } from '#ml/dataset/interactions'
import { rankTop } from '#ml/metrics/index'
import type { Model } from '#ml/models/model'

/** Milliseconds for one profile: scores of all titles, and the best of them. */
export interface RecommendTimes {
  profiles: number
  p50Ms: number
  p99Ms: number
  mostMs: number
  scoreP50Ms: number
}

/** Brings the code to working temperature. */
const WARMINGS = 50
const LEAST_TIMES = 1_000

export type Rank = (scores: Float32Array, seen: Uint32Array, top: number) => Uint32Array

/** Recommends to one profile after another, each at least once and all at least a thousand times. */
export function timeRecommending(
  model: Pick<Model, 'score' | 'titleCount'>,
  histories: readonly History[],
  at: number,
  top: number,
  rank: Rank = rankTop
): RecommendTimes {
  const scores = new Float32Array(model.titleCount)
  const recommend = (history: History) => {
    const from = performance.now()
    model.score(history, at, scores)
    const scored = performance.now()
    rank(scores, history.titles, top)
    return { whole: performance.now() - from, score: scored - from }
  }
  for (let time = 0; time < WARMINGS; time++) recommend(histories[time % histories.length]!)
  const times = Array.from({ length: Math.max(LEAST_TIMES, histories.length) }, (_, time) =>
    recommend(histories[time % histories.length]!)
  )
  const whole = times.map((time) => time.whole).sort((a, b) => a - b)
  const score = times.map((time) => time.score).sort((a, b) => a - b)
  return {
    profiles: histories.length,
    p50Ms: percentile(whole, 50),
    p99Ms: percentile(whole, 99),
    mostMs: rounded(whole.at(-1)!),
    scoreP50Ms: percentile(score, 50),
  }
}

/** The nearest rank (Hyndman and Fan 1996, type 1) of times in order. */
function percentile(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.ceil((share / 100) * sorted.length) - 1] ?? 0)
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
