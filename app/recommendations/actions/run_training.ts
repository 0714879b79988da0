import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock'
import type { Backend } from '#ml/backend'
import type { DataCounts } from '#ml/dataset/data_counts'
import type { Interactions } from '#ml/dataset/interactions'
import { E_TOO_LITTLE_DATA } from '#ml/errors'
import type { SplitKind } from '#ml/split'
import type { Choice } from '#ml/training/fit_chosen'
import { gate, type Verdict } from '#ml/training/gate'
import { Phases, type OnPhase } from '#ml/training/phases'
import { metricsOf, reportOf, type TrainingReport } from '#ml/training/report'
import { train, type TrainingResult } from '#ml/training/train'
import { FindPromotedModel } from '../queries/find_promoted_model.js'
import type { ModelRecord } from '../registry/model_record.js'
import { fingerprintOfAll } from '../training/fingerprint_of_all.js'
import { readHistory } from '../training/read_history.js'
import { rivalOf } from '../training/rival_of.js'
import { sweepStore } from '../training/sweep_store.js'
import { asOnlyTraining } from '../training/training_lock.js'
import { beginRun, failBrokenRuns, finishRun, lastFingerprint } from '../training/training_run.js'
import { PromoteModel } from './promote_model.js'
import { RegisterModel } from './register_model.js'

export interface TrainingWish {
  choice: Choice
  split: SplitKind
  k: number
  seed: number
  budgetMs: number
  backend: Backend
  /** What the model could be trained again with. */
  versions: Record<string, string>
  /** Register, promote and record nothing. */
  dryRun?: boolean
  /** Do nothing when the history is as it was for the newest model. */
  ifChanged?: boolean
  onPhase?: OnPhase
}

export type TrainedOrNot =
  | { outcome: 'promoted' | 'kept' | 'judged'; reason: string; report: TrainingReport }
  | { outcome: 'skipped'; reason: string; report: null }

const UNCHANGED = 'Nothing was watched, taken out or judged since the newest model was trained.'

/**
 * Trains a model on the watch history, registers it, and has it serve when the gate lets it in. One
 * at a time in the whole service; one that dies leaves a run that is told as failed, and no model.
 */
export class RunTraining {
  /**
   * @throws E_TRAINING_RUNS when there is one already
   * @throws what kept it from a model; it is recorded too
   */
  async handle(wish: TrainingWish): Promise<TrainedOrNot> {
    return asOnlyTraining(async () => {
      if (wish.dryRun) return this.#train(wish, null)
      await failBrokenRuns()
      await sweepStore()
      const runId = await beginRun()
      try {
        return await this.#recorded(wish, runId)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (error instanceof E_TOO_LITTLE_DATA) return this.#skip(runId, reason)
        logger.error({ err: error, run: runId }, 'A training failed')
        await finishRun(runId, { outcome: 'failed', reason })
        throw error
      }
    })
  }

  async #recorded(wish: TrainingWish, runId: string): Promise<TrainedOrNot> {
    const fingerprint = await fingerprintOfAll()
    if (wish.ifChanged && fingerprint === (await lastFingerprint())) {
      return this.#skip(runId, UNCHANGED)
    }
    const trained = await this.#train(wish, runId)
    if (trained.outcome === 'judged' || trained.outcome === 'skipped') return trained
    const { outcome, reason, report } = trained
    const modelId = report.verdict.modelId!
    await finishRun(runId, { outcome, reason, report, modelId, fingerprint })
    return trained
  }

  async #skip(runId: string, reason: string): Promise<TrainedOrNot> {
    await finishRun(runId, { outcome: 'skipped', reason })
    return { outcome: 'skipped', reason, report: null }
  }

  async #train(wish: TrainingWish, runId: string | null): Promise<TrainedOrNot> {
    const phases = new Phases(wish.onPhase)
    try {
      const now = clock.now() / 1000
      const promoted = await new FindPromotedModel().handle()
      const { data, counts, features } = await phases.run('read', () => readHistory(now))
      const result = await train({
        ...{ data, holdout: null, features, phases, refit: runId !== null },
        ...{ split: wish.split, choice: wish.choice, k: wish.k, seed: wish.seed },
        ...{ budgetMs: wish.budgetMs, backend: wish.backend },
        promoted: promoted && (await rivalOf(promoted)),
      })
      const verdict = gate({
        candidate: {
          ...{ evaluation: result.chosen.evaluation, sanity: result.chosen.sanity },
          titles: data.titles.length,
        },
        promoted: promoted && {
          evaluation: result.promoted?.evaluation ?? null,
          titles: promoted.titles,
        },
      })
      const context = { wish, data, counts, result, promoted }
      const model = runId === null ? null : await phases.run('register', () => register(context))
      if (model && verdict.promote) await new PromoteModel().handle({ modelId: model.id })
      const outcome = outcomeOf(verdict, model)
      const reason = verdict.reasons.join(' ')
      return { outcome, reason, report: reportOn(context, { verdict, model, outcome, phases }) }
    } finally {
      await phases.stop()
    }
  }
}

interface Trained {
  wish: TrainingWish
  data: Interactions
  counts: DataCounts
  result: TrainingResult
  promoted: ModelRecord | null
}

function outcomeOf(verdict: Verdict, model: ModelRecord | null): 'promoted' | 'kept' | 'judged' {
  if (!model) return 'judged'
  return verdict.promote ? 'promoted' : 'kept'
}

function register({ wish, data, counts, result }: Trained): Promise<ModelRecord> {
  const newest = data.times.reduce((latest, time) => Math.max(latest, time), 0)
  const { split, k, seed, budgetMs, choice, backend } = wish
  return new RegisterModel().handle({
    parts: result.model.save(),
    titleIds: data.titles,
    metrics: metricsOf(result.chosen.evaluation),
    provenance: {
      trainedAt: clock.date().toISOString(),
      learnedUntil: new Date(newest * 1000).toISOString(),
      ...{ split, k, seed, budgetMs, choice },
      backend: { name: backend.name, description: backend.description },
      versions: wish.versions,
      data: { profiles: data.profiles.length, interactions: data.columns.length, ...counts },
      parameters: result.model.parameters,
      metrics: metricsOf(result.chosen.evaluation),
    },
  })
}

function reportOn(
  { wish, data, counts, result, promoted }: Trained,
  done: {
    verdict: Verdict
    model: ModelRecord | null
    outcome: 'promoted' | 'kept' | 'judged'
    phases: Phases
  }
): TrainingReport {
  return reportOf({
    ...{ result, data, counts, versions: wish.versions, warnings: [] },
    source: { from: 'watch history', holdout: null, split: wish.split },
    ...{ model: wish.choice, k: wish.k, seed: wish.seed, budgetMs: wish.budgetMs },
    backend: wish.backend,
    promoted: promoted && { id: promoted.id, version: promoted.version },
    phases: done.phases.done,
    verdict: {
      outcome: done.outcome,
      reasons: done.verdict.reasons,
      modelId: done.model?.id ?? null,
      version: done.model?.version ?? null,
    },
    at: clock.date(),
  })
}
