import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import type { Queue } from 'bull'
import ingestConfig from '#config/ingest'
import type { TranscodeJobId } from '#core/ids'
import { defineQueue } from '#core/queue'

export interface TranscodePayload {
  jobId: TranscodeJobId
}

/** How long a caller waits for Redis to take a job. A job that it did not take is recovered. */
const PATIENCE_MS = 2_000

let queue: Queue<TranscodePayload> | null = null

/** The queue that delivers jobs to workers, opened at its first use. */
export function transcodeQueue(): Queue<TranscodePayload> {
  queue ??= defineQueue<TranscodePayload>('ingest', {
    attempts: ingestConfig.attempts,
    backoffMs: ingestConfig.backoffMs,
    lockMs: ingestConfig.leaseMs,
  })
  return queue
}

/** A job's id in the queue: a new one for each round, since the queue ignores ids it has seen. */
export function queueId(jobId: TranscodeJobId, round: number): string {
  return `${jobId}-${round}`
}

/**
 * Puts a queued job into the queue, as its next round where it was there before. The row in
 * PostgreSQL is the job; when Redis is away the row waits and `RecoverTranscodeJobs` delivers it.
 */
export async function deliver(jobId: TranscodeJobId, options: { again?: boolean } = {}) {
  const { rows } = await db.rawQuery<{ rows: { round: number }[] }>(
    `update ingest.transcode_jobs set round = round + ?, updated_at = now()
     where id = ? and state = 'queued' returning round`,
    [options.again ? 1 : 0, jobId]
  )
  const [row] = rows
  if (!row) return
  const added = transcodeQueue().add({ jobId }, { jobId: queueId(jobId, row.round) })
  added.catch(() => {})
  await Promise.race([added.catch(() => {}), pause(PATIENCE_MS, undefined, { ref: false })])
}

/** Takes a job out of the queue, if Redis answers and no worker has it. */
export async function withdraw(jobId: TranscodeJobId, round: number): Promise<void> {
  const removed = transcodeQueue()
    .getJob(queueId(jobId, round))
    .then((job) => job?.remove())
    .catch(() => {})
  await Promise.race([removed, pause(PATIENCE_MS, undefined, { ref: false })])
}
