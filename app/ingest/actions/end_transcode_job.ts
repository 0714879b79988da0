import db from '@adonisjs/lucid/services/db'
import ingestConfig from '#config/ingest'
import { reasonFor, type FailureReason } from '../job_failure.js'
import type { JobLease } from '../job_lease.js'
import { jobSignals } from '../job_signals.js'
import { deliver } from '../jobs/transcode_queue.js'
import type TranscodeJob from '../models/transcode_job.js'
import type { JobState } from '../models/transcode_job.js'
import type { ProgressReport } from '../progress_report.js'
import { throughOutage } from '../through_outage.js'
import { removeWorkFolder } from '../work_area.js'
import { RemoveUploadFile } from './remove_upload_file.js'

/** What came of a run. */
export type RunEnd =
  | { kind: 'done'; reused: boolean }
  /** Another job makes an asset of the same source. */
  | { kind: 'waiting' }
  | { kind: 'error'; error: unknown }

/** What becomes of the job. */
export type JobEnd =
  | { kind: 'succeeded'; reused: boolean }
  | { kind: 'cancelled' }
  | { kind: 'failed'; reason: FailureReason }
  | { kind: 'again'; reason: FailureReason; pauseMs: number }
  | { kind: 'waiting' }
  | { kind: 'handed-back' }

const NO_LEASE = 'lease_token = null, lease_until = null'
const FINISHED = `finished_at = now(), ${NO_LEASE}`
/** A run that was no try gives its count back. */
const QUEUED_UNTRIED = `state = 'queued', attempts = attempts - 1, ${NO_LEASE}`

/** Writes how a run ended, tells those who follow, and clears up. */
export class EndTranscodeJob {
  async handle(input: {
    job: TranscodeJob
    lease: JobLease
    progress: ProgressReport
    end: RunEnd
  }): Promise<JobEnd['kind'] | 'held'> {
    const { job, lease, progress } = input
    if (lease.interruption === 'lost') return 'held'
    const end = decide(job, lease, input.end)
    if ('reason' in end)
      progress.note(`${end.reason.code}: ${end.reason.message}\n${end.reason.log}`)
    const written = await throughOutage(() => this.#write(end, lease, progress))
    if (!written) return 'held'
    this.#tell(end, job, progress)
    await this.#clearUp(end, job)
    return end.kind
  }

  #write(end: JobEnd, lease: JobLease, progress: ProgressReport): Promise<boolean> {
    const log = progress.log
    switch (end.kind) {
      case 'succeeded':
        return lease.write(
          `state = 'succeeded', step = null, percent = 100, reused = ?, reason = null,
           reason_code = null, log_tail = ?, ${FINISHED}`,
          [end.reused, log]
        )
      case 'cancelled':
        return lease.write(`state = 'cancelled', log_tail = ?, ${FINISHED}`, [log])
      case 'failed':
        return lease.write(
          `state = 'failed', step = ?, reason_code = ?, reason = ?, log_tail = ?, ${FINISHED}`,
          [progress.step, end.reason.code, end.reason.message, log]
        )
      case 'again':
        return lease.write(
          `state = 'queued', reason_code = ?, reason = ?, log_tail = ?,
           not_before = now() + ? * interval '1 ms', ${NO_LEASE}`,
          [end.reason.code, end.reason.message, log, end.pauseMs]
        )
      case 'waiting':
        return lease.write(`${QUEUED_UNTRIED}, step = 'waiting'`, [])
      case 'handed-back':
        return lease.write(`${QUEUED_UNTRIED}, log_tail = ?`, [log])
    }
  }

  #tell(end: JobEnd, job: TranscodeJob, progress: ProgressReport): void {
    const final: JobState[] = ['succeeded', 'failed', 'cancelled']
    const state = final.find((name) => name === end.kind) ?? 'queued'
    jobSignals.tellProgress({
      id: job.id,
      state,
      step: state === 'succeeded' ? null : progress.step,
      percent: state === 'succeeded' ? 100 : progress.percent,
      reason: 'reason' in end ? { code: end.reason.code, message: end.reason.message } : null,
    })
  }

  async #clearUp(end: JobEnd, job: TranscodeJob): Promise<void> {
    if (end.kind === 'failed' || end.kind === 'cancelled') await this.#giveUpAsset(job)
    if (end.kind === 'succeeded' || end.kind === 'cancelled') {
      await removeWorkFolder(job.id)
      if (job.uploadId) await new RemoveUploadFile().handle({ uploadId: job.uploadId })
    }
    if (end.kind === 'handed-back') await deliver(job.id, { again: true })
    else if (end.kind !== 'again' && end.kind !== 'waiting') await this.#wakeWaiting(job)
  }

  async #giveUpAsset(job: TranscodeJob): Promise<void> {
    await throughOutage(() =>
      db.rawQuery(
        `update ingest.assets set state = 'failed', working_job_id = null
         where working_job_id = ? and state = 'processing'`,
        [job.id]
      )
    )
  }

  /** Jobs of the same source go on: they find the asset published, or make it themselves. */
  async #wakeWaiting(job: TranscodeJob): Promise<void> {
    if (!job.assetId) return
    const { rows } = await throughOutage(() =>
      db.rawQuery<{ rows: { id: TranscodeJob['id'] }[] }>(
        `select id from ingest.transcode_jobs
         where asset_id = ? and state = 'queued' and step = 'waiting'`,
        [job.assetId]
      )
    )
    for (const { id } of rows) await deliver(id, { again: true })
  }
}

function decide(job: TranscodeJob, lease: JobLease, end: RunEnd): JobEnd {
  if (end.kind === 'done') return { kind: 'succeeded', reused: end.reused }
  if (lease.interruption === 'cancelled') return { kind: 'cancelled' }
  if (lease.interruption === 'draining') return { kind: 'handed-back' }
  if (end.kind === 'waiting') return { kind: 'waiting' }
  const reason = reasonFor(end.error, job.id)
  if (!reason.retryable || job.attempts >= ingestConfig.attempts) return { kind: 'failed', reason }
  return { kind: 'again', reason, pauseMs: ingestConfig.backoffMs * 2 ** (job.attempts - 1) }
}
