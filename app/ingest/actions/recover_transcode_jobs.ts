import db from '@adonisjs/lucid/services/db'
import type { TranscodeJobId } from '#core/ids'
import { deliver, queueId, transcodeQueue } from '../jobs/transcode_queue.js'

interface WaitingJob {
  id: TranscodeJobId
  round: number
}

const ON_THE_WAY = new Set(['waiting', 'active', 'delayed', 'paused'])

/** A queued job is looked for in Redis when nothing happened to it for so long. */
const QUIET_SECONDS = 10

/**
 * Brings jobs back that no worker would run any more: those whose worker died, and those that
 * Redis forgot or never got. Safe to run in every worker at once.
 */
export class RecoverTranscodeJobs {
  /** @returns how many jobs were delivered again */
  async handle(): Promise<number> {
    await this.#endCancelled()
    const orphaned = await this.#freeOrphaned()
    const forgotten = await this.#findForgotten()
    for (const { id } of [...orphaned, ...forgotten]) await deliver(id, { again: true })
    return orphaned.length + forgotten.length
  }

  /** A worker that died before it heard of the cancelling leaves that to us. */
  async #endCancelled(): Promise<void> {
    await db.rawQuery(
      `update ingest.transcode_jobs
       set state = 'cancelled', finished_at = now(), updated_at = now(),
           lease_token = null, lease_until = null
       where cancel_wanted and (state = 'queued' or (state = 'running' and lease_until < now()))`
    )
  }

  async #freeOrphaned(): Promise<WaitingJob[]> {
    const { rows } = await db.rawQuery<{ rows: WaitingJob[] }>(
      `update ingest.transcode_jobs
       set state = 'queued', lease_token = null, lease_until = null, updated_at = now()
       where state = 'running' and lease_until < now() - interval '1 second'
       returning id, round`
    )
    return rows
  }

  async #findForgotten(): Promise<WaitingJob[]> {
    const { rows } = await db.rawQuery<{ rows: WaitingJob[] }>(
      `select id, round from ingest.transcode_jobs
       where state = 'queued' and greatest(updated_at, not_before) < now() - ? * interval '1 second'
       order by id limit 100`,
      [QUIET_SECONDS]
    )
    const delivered = await Promise.all(rows.map((row) => this.#isOnTheWay(row)))
    return rows.filter((_, index) => !delivered[index])
  }

  async #isOnTheWay({ id, round }: WaitingJob): Promise<boolean> {
    const job = await transcodeQueue().getJob(queueId(id, round))
    return job !== null && ON_THE_WAY.has(await job.getState())
  }
}
