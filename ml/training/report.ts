import type { Trial } from '../auto.js'
import type { DataCounts } from '../dataset/data_counts.js'
import type { Interactions } from '../dataset/interactions.js'
import type { ActivityBand, Difference, Estimate, Evaluation } from '../metrics/index.js'
import type { LearningPoint, ModelKind, Parameters } from '../models/model.js'
import type { SplitKind } from '../split.js'
import type { Phase } from './phases.js'
import type { Judged, TrainingResult } from './train.js'

/** Raised when a field changes its meaning. */
const FORMAT = 1

/** By names that say the length of the lists: `recall@20`, `ndcg@20`, `coverage@20`; and `mrr`. */
export type Metrics = Record<string, Estimate>

export interface ReportedModel {
  kind: ModelKind
  parameters: Parameters
  metrics: Metrics
  /** By how much the profiles have watched, the least first. */
  bands: ActivityBand[]
}

export interface Size {
  profiles: number
  titles: number
  /** Pairs of a profile and a title. */
  interactions: number
  /** Of those, what was not just opened and left. */
  likes: number
}

/** Which model is meant, of those in a report. */
export const REPORTED = ['chosen', 'popularity', 'ease', 'promoted'] as const
export type ReportedName = (typeof REPORTED)[number]

/** All that is told of a run, as JSON. Times in seconds, sizes in bytes, moments in ISO 8601 UTC. */
export interface TrainingReport {
  format: number
  createdAt: string
  source: {
    /** `watch history`, or the name of the file. */
    from: string
    /** Name of the file with what is to be found, where there is one. */
    holdout: string | null
    split: SplitKind | 'holdout'
  }
  k: number
  seed: number
  /** What was asked for: `auto`, or a kind. */
  model: string
  budgetSeconds: number
  backend: { name: string; description: string }
  versions: Record<string, string>
  data: {
    /** Events by what became of them. */
    counts: DataCounts
    all: Size
    train: Size
    heldOut: Size & { profilesJudged: number; titlesToFind: number }
    /** Times of the oldest and the newest event; null where there are none. */
    from: string | null
    to: string | null
  }
  chosen: {
    kind: ModelKind
    parameters: Parameters
    tried: Trial[]
    learningCurve: LearningPoint[]
  }
  metrics: Record<ReportedName, Metrics | null>
  models: Record<ReportedName, ReportedModel | null>
  /** The chosen model less another, profile by profile, with the 95 % interval of the difference. */
  differences: Record<string, { recall: Difference; ndcg: Difference }>
  /** What stands for the model that serves now. */
  promoted: { id: string; version: number; as: string; titlesKnown: number } | null
  phases: Phase[]
  seconds: number
  peakMemoryBytes: number
  verdict: { outcome: Outcome; reasons: string[]; modelId: string | null; version: number | null }
  warnings: string[]
}

/**
 * - `promoted`, `kept`: it was registered, and serves from now on, or the old one goes on.
 * - `judged`: nothing was registered: it was a trial, or the titles are a file's.
 */
export type Outcome = 'promoted' | 'kept' | 'judged'

export interface ReportInput {
  result: TrainingResult
  data: Interactions
  counts: DataCounts
  source: TrainingReport['source']
  model: string
  k: number
  seed: number
  budgetMs: number
  backend: { name: string; description: string }
  versions: Record<string, string>
  promoted: { id: string; version: number } | null
  phases: readonly Phase[]
  verdict: TrainingReport['verdict']
  warnings: readonly string[]
  at: Date
}

export function reportOf(input: ReportInput): TrainingReport {
  const { result, data, phases } = input
  const { chosen, baselines } = result
  const judged = { chosen, ...baselines, promoted: result.promoted }
  const models = Object.fromEntries(
    REPORTED.map((name) => [name, reported(judged[name])])
  ) as TrainingReport['models']
  return {
    format: FORMAT,
    createdAt: input.at.toISOString(),
    source: input.source,
    ...{ k: input.k, seed: input.seed, model: input.model },
    budgetSeconds: input.budgetMs / 1000,
    backend: { name: input.backend.name, description: input.backend.description },
    versions: input.versions,
    data: {
      counts: input.counts,
      all: sizeOf(data),
      train: sizeOf(result.train),
      heldOut: {
        ...sizeOf(result.heldOut),
        profilesJudged: chosen.evaluation.profiles,
        titlesToFind: chosen.evaluation.heldOut,
      },
      ...spanOf(data),
    },
    chosen: {
      ...{ kind: chosen.kind, parameters: chosen.parameters },
      ...{ tried: chosen.tried, learningCurve: chosen.curve },
    },
    metrics: Object.fromEntries(
      REPORTED.map((name) => [name, models[name]?.metrics ?? null])
    ) as TrainingReport['metrics'],
    models,
    differences: result.differences,
    promoted:
      input.promoted && result.promoted
        ? { ...input.promoted, as: result.promoted.as, titlesKnown: result.promoted.titles }
        : null,
    phases: [...phases],
    seconds: phases.reduce((sum, { seconds }) => sum + seconds, 0),
    peakMemoryBytes: Math.max(0, ...phases.map(({ peakMemoryBytes }) => peakMemoryBytes)),
    verdict: input.verdict,
    warnings: [...input.warnings, ...result.warnings],
  }
}

/** The metrics of an evaluation by their names in a report. */
export function metricsOf(evaluation: Evaluation): Metrics {
  const { k, recall, ndcg, mrr, coverage, novelty, diversity } = evaluation
  return {
    [`recall@${k}`]: recall,
    [`ndcg@${k}`]: ndcg,
    mrr,
    [`coverage@${k}`]: coverage,
    [`novelty@${k}`]: novelty,
    [`diversity@${k}`]: diversity,
  }
}

function reported(judged: Judged | null): ReportedModel | null {
  if (!judged) return null
  const { kind, parameters, evaluation } = judged
  return { kind, parameters, metrics: metricsOf(evaluation), bands: evaluation.bands }
}

function sizeOf({ profiles, titles, columns, weights }: Interactions): Size {
  const likes = weights.reduce((count, weight) => count + Number(weight > 0), 0)
  return { profiles: profiles.length, titles: titles.length, interactions: columns.length, likes }
}

function spanOf({ times }: Interactions): { from: string | null; to: string | null } {
  let [oldest, newest] = [Number.POSITIVE_INFINITY, 0]
  for (const time of times) {
    if (time === 0) continue
    oldest = Math.min(oldest, time)
    newest = Math.max(newest, time)
  }
  if (newest === 0) return { from: null, to: null }
  const iso = (time: number) => new Date(time * 1000).toISOString()
  return { from: iso(oldest), to: iso(newest) }
}
