import type { Candidates } from './candidates.js'

/** How good a blend is on what was held out. */
export interface Learned {
  /** [views] 0 for a view that does not help. */
  weights: Float64Array
  /** Mean of NDCG@k and Recall@k on what the weights were learned on. */
  quality: number
}

/** Steps that a weight may make; each ends when no weight gains by one of its size. */
const STEPS = [0.4, 0.2, 0.1, 0.05]
const ROUNDS = 6
/** A step must gain so many standard errors of the gain, or it may be noise that it follows. */
const LEAST_GAIN = 0.5

/**
 * Learns what each view counts for by coordinate ascent on the very measure that counts: the mean of
 * NDCG@k and Recall@k over profiles (Metzler and Croft 2007, "Linear feature-based models for
 * information retrieval"). Weights are not below 0, so that every view speaks for what it ranks high.
 * It begins with the view that is best alone.
 */
export function learnWeights(candidates: Candidates, k: number): Learned {
  const judge = new Judge(candidates, k)
  let { weights, qualities } = bestAlone(judge, candidates.scores.length)
  for (const step of STEPS) {
    for (let round = 0; round < ROUNDS; round++) {
      let gained = false
      for (let view = 0; view < weights.length; view++) {
        const kept = weights[view]!
        // Nothing at all is tried too, as a view with a very small weight costs as much as any.
        for (const tried of [kept + step, Math.max(kept - step, 0), 0]) {
          if (tried === weights[view]) continue
          const next = weights.with(view, tried)
          if (!next.some((weight) => weight > 0)) continue
          const reached = judge.of(next)
          if (!isGain(qualities, reached, tried === 0)) continue
          weights = next
          qualities = reached
          gained = true
        }
      }
      if (!gained) break
    }
  }
  return { weights, quality: mean(qualities) }
}

function bestAlone(judge: Judge, views: number) {
  const alone = Array.from({ length: views }, (_, view) => {
    const weights = new Float64Array(views).with(view, 1)
    return { weights, qualities: judge.of(weights) }
  })
  return alone.reduce((best, other) =>
    mean(other.qualities) > mean(best.qualities) ? other : best
  )
}

/** Mean of NDCG@k and Recall@k of a blend with these weights, by profile. */
export function qualityOf(candidates: Candidates, weights: Float64Array, k: number): Float64Array {
  return new Judge(candidates, k).of(weights)
}

/** Whether a change is worth it; leaving a view out is, as long as it does not lose. */
function isGain(before: Float64Array, after: Float64Array, isLeftOut: boolean): boolean {
  let sum = 0
  let squares = 0
  for (const [profile, quality] of before.entries()) {
    const gain = after[profile]! - quality
    sum += gain
    squares += gain * gain
  }
  if (isLeftOut) return sum >= 0
  const gain = sum / before.length
  const error = Math.sqrt(Math.max(squares / before.length - gain * gain, 0) / before.length)
  return gain > Math.max(LEAST_GAIN * error, 0)
}

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

class Judge {
  private readonly blended: Float32Array
  private readonly topScores: Float32Array
  private readonly topPlaces: Uint32Array
  /** [k + 1] what the best list of so many hits gains. */
  private readonly bestGain: Float64Array

  constructor(
    private readonly candidates: Candidates,
    private readonly k: number
  ) {
    this.blended = new Float32Array(candidates.isWanted.length)
    this.topScores = new Float32Array(k)
    this.topPlaces = new Uint32Array(k)
    this.bestGain = new Float64Array(k + 1)
    for (let hits = 1; hits <= k; hits++) {
      this.bestGain[hits] = this.bestGain[hits - 1]! + 1 / Math.log2(hits + 1)
    }
  }

  of(weights: Float64Array): Float64Array {
    const { blended } = this
    const { start, scores, wanted } = this.candidates
    blended.fill(0)
    for (const [view, weight] of weights.entries()) {
      if (weight === 0) continue
      const column = scores[view]!
      for (let at = 0; at < blended.length; at++) blended[at]! += weight * column[at]!
    }
    return Float64Array.from(wanted, (count, profile) =>
      this.qualityOf(start[profile]!, start[profile + 1]!, count)
    )
  }

  private qualityOf(from: number, to: number, wanted: number): number {
    const listed = this.list(from, to)
    const most = Math.min(wanted, this.k)
    let hits = 0
    let gain = 0
    for (let place = 0; place < listed; place++) {
      if (this.candidates.isWanted[this.topPlaces[place]!] === 0) continue
      hits++
      gain += this.bestGain[place + 1]! - this.bestGain[place]!
    }
    return (hits / most + gain / this.bestGain[most]!) / 2
  }

  /** Sorts the best k candidates into `topPlaces`, of equal ones the first. */
  private list(from: number, to: number): number {
    const { blended, topScores, topPlaces, k } = this
    let size = 0
    for (let at = from; at < to; at++) {
      const score = blended[at]!
      if (size === k && score <= topScores[k - 1]!) continue
      let place = size < k ? size++ : k - 1
      while (place > 0 && score > topScores[place - 1]!) {
        topScores[place] = topScores[place - 1]!
        topPlaces[place] = topPlaces[place - 1]!
        place--
      }
      topScores[place] = score
      topPlaces[place] = at
    }
    return size
  }
}
