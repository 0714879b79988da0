import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import type { TrainingReport } from '#ml/training/report'

/**
 * - `promoted`: a model was trained, and serves.
 * - `kept`: a model was trained and registered, and the one before it goes on.
 * - `skipped`: there was nothing new, or too little, to learn from.
 * - `failed`: it broke off, for the reason that is told.
 */
export const RUN_OUTCOMES = ['promoted', 'kept', 'skipped', 'failed'] as const
export type RunOutcome = (typeof RUN_OUTCOMES)[number]

export interface FinishedRun {
  outcome: RunOutcome
  /** In words, for an editor. */
  reason: string
  fingerprint?: string
  modelId?: string
  report?: TrainingReport
}

export const BROKE_OFF = 'The process ended before it had finished.'

const runs = () => db.from('recommendations.training_runs')

export async function beginRun(): Promise<string> {
  const id = newId()
  await db.table('recommendations.training_runs').insert({ id, started_at: clock.date() })
  return id
}

export async function finishRun(id: string, run: FinishedRun): Promise<void> {
  await runs()
    .where('id', id)
    .update({
      ...{ outcome: run.outcome, reason: run.reason, finished_at: clock.date() },
      history_fingerprint: run.fingerprint ?? null,
      model_id: run.modelId ?? null,
      counts: run.report ? JSON.stringify(run.report.data) : null,
      report: run.report ? JSON.stringify(run.report) : null,
    })
}

/** Under the lock, whatever has not finished never will. */
export async function failBrokenRuns(): Promise<void> {
  await runs()
    .whereNull('outcome')
    .update({ outcome: 'failed', reason: BROKE_OFF, finished_at: clock.date() })
}

/** The state of the history that the newest model was trained on; null while there is none. */
export async function lastFingerprint(): Promise<string | null> {
  const row: { history_fingerprint: string | null } | null = await runs()
    .whereIn('outcome', ['promoted', 'kept'])
    .orderBy('started_at', 'desc')
    .select('history_fingerprint')
    .first()
  return row?.history_fingerprint ?? null
}
