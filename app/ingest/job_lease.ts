import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import ingestConfig from '#config/ingest'
import type { TranscodeJobId } from '#core/ids'
import { jobSignals } from './job_signals.js'

/** Why a running job is interrupted. */
export type Interruption =
  /** An editor cancelled it. */
  | 'cancelled'
  /** Another worker has it: this one was silent for too long. */
  | 'lost'
  /** This worker is shutting down. */
  | 'draining'

const held = new Set<JobLease>()

/**
 * One worker's right to run a job, renewed while it runs. The queue may deliver a job twice (after
 * a Redis that came back, or a worker that only seemed dead); the lease in PostgreSQL lets one run
 * it, and a dead worker's lease ends by itself.
 */
export class JobLease {
  readonly #token = randomUUID()
  readonly #abort = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #stopListening: () => void = () => {}

  private constructor(readonly jobId: TranscodeJobId) {}

  /** Takes a job that is queued, or whose worker has been silent for too long; null when held. */
  static async take(jobId: TranscodeJobId): Promise<JobLease | null> {
    const lease = new JobLease(jobId)
    const { rows } = await db.rawQuery<{ rows: unknown[] }>(
      `update ingest.transcode_jobs
       set state = 'running', lease_token = ?, lease_until = now() + ? * interval '1 ms',
           attempts = attempts + 1, started_at = coalesce(started_at, now()), updated_at = now()
       where id = ? and not cancel_wanted
         and (state = 'queued' or (state = 'running' and lease_until < now()))
       returning id`,
      [lease.#token, ingestConfig.leaseMs, jobId]
    )
    if (rows.length === 0) return null
    lease.#start()
    return lease
  }

  /** Aborted with an `Interruption` as its reason. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get interruption(): Interruption | null {
    return this.signal.aborted ? (this.signal.reason as Interruption) : null
  }

  interrupt(why: Interruption): void {
    if (!this.signal.aborted) this.#abort.abort(why)
  }

  /**
   * Changes the job's row while it is held, from `assignments` in SQL.
   * @returns false when another worker has the job
   */
  async write(assignments: string, values: unknown[]): Promise<boolean> {
    const { rows } = await db.rawQuery<{ rows: unknown[] }>(
      `update ingest.transcode_jobs set ${assignments}, updated_at = now()
       where id = ? and lease_token = ? returning id`,
      [...values, this.jobId, this.#token]
    )
    return rows.length > 0
  }

  /** Ends the renewals. What becomes of the job is written by `write` before. */
  stop(): void {
    clearInterval(this.#timer)
    this.#stopListening()
    held.delete(this)
  }

  #start(): void {
    held.add(this)
    this.#timer = setInterval(() => void this.#renew(), Math.ceil(ingestConfig.leaseMs / 6))
    this.#stopListening = jobSignals.onCancel((jobId) => {
      if (jobId === this.jobId) this.interrupt('cancelled')
    })
  }

  /** A database that is away ends nothing: the lease may still be ours when it is back. */
  async #renew(): Promise<void> {
    try {
      const { rows } = await db.rawQuery<{ rows: { cancel_wanted: boolean }[] }>(
        `update ingest.transcode_jobs set lease_until = now() + ? * interval '1 ms'
         where id = ? and lease_token = ? returning cancel_wanted`,
        [ingestConfig.leaseMs, this.jobId, this.#token]
      )
      if (rows.length === 0) this.interrupt('lost')
      else if (rows[0]?.cancel_wanted) this.interrupt('cancelled')
    } catch {
      // Asked again at the next renewal.
    }
  }
}

/** Interrupts every job that this process runs, so that another worker can go on with it. */
export function handBackHeldJobs(): void {
  for (const lease of held) lease.interrupt('draining')
}
