import type { Evaluation } from '../metrics/index.js'
import type { Sanity } from './sanity.js'

/** Fewer titles, or profiles to judge by, say nothing. */
const FEWEST = 10
/** Least share of the titles, and of the coverage, of the model that serves now. */
const LEAST_SHARE = 0.5

export interface GateInput {
  candidate: { evaluation: Evaluation; titles: number; sanity: Sanity }
  /** The model that serves now, judged on the same split; null while none serves. */
  promoted: { evaluation: Evaluation | null; titles: number } | null
}

export interface Verdict {
  promote: boolean
  /** Each a sentence: what speaks against it, or why it may serve. */
  reasons: string[]
}

/**
 * Whether a new model may serve: it is sane, it knows and shows about as much as the one that serves
 * now, and its NDCG is not below the interval of that one's.
 */
export function gate({ candidate, promoted }: GateInput): Verdict {
  const against = [
    ...insane(candidate.sanity),
    ...tooSmall(candidate),
    ...(promoted ? worse(candidate, promoted) : []),
  ]
  if (against.length > 0) return { promote: false, reasons: against }
  return { promote: true, reasons: [praise(candidate.evaluation, promoted?.evaluation ?? null)] }
}

function insane({ profiles, finite, lists }: Sanity): string[] {
  const reasons: string[] = []
  if (!finite) reasons.push('Some of its scores are not numbers.')
  if (profiles > 1 && lists === 1) {
    reasons.push('It recommends the same to everybody, as the popular rails do without a model.')
  }
  return reasons
}

function tooSmall({ titles, evaluation }: GateInput['candidate']): string[] {
  const reasons: string[] = []
  if (titles < FEWEST) reasons.push(`It knows ${titles} titles, and ${FEWEST} are the least.`)
  if (evaluation.profiles < FEWEST) {
    reasons.push(
      `It could be judged by ${evaluation.profiles} profiles only, and ${FEWEST} are the least.`
    )
  }
  return reasons
}

function worse(
  { evaluation, titles }: GateInput['candidate'],
  promoted: NonNullable<GateInput['promoted']>
): string[] {
  const reasons: string[] = []
  if (titles < promoted.titles * LEAST_SHARE) {
    reasons.push(
      `It knows ${titles} titles, less than half of the ${promoted.titles} of the model that serves now.`
    )
  }
  const present = promoted.evaluation
  if (!present) return [...reasons, 'It could not be compared with the model that serves now.']
  if (evaluation.coverage.value < present.coverage.value * LEAST_SHARE) {
    reasons.push(
      `It shows ${percent(evaluation.coverage.value)} of the titles to anybody, less than half of the ` +
        `${percent(present.coverage.value)} of the model that serves now.`
    )
  }
  if (evaluation.ndcg.value < present.ndcg.low) {
    reasons.push(
      `Its NDCG@${evaluation.k} of ${figure(evaluation.ndcg.value)} lies below the interval of the ` +
        `model that serves now, ${figure(present.ndcg.low)} to ${figure(present.ndcg.high)}.`
    )
  }
  return reasons
}

function praise({ ndcg, k }: Evaluation, present: Evaluation | null): string {
  const own = `Its NDCG@${k} is ${figure(ndcg.value)}`
  if (!present) return `${own}, and no model serves yet.`
  return `${own}, against ${figure(present.ndcg.value)} (${figure(present.ndcg.low)} to ${figure(present.ndcg.high)}) of the model that serves now.`
}

const figure = (value: number) => value.toFixed(4)
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
