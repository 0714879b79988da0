import { setTimeout as pause } from 'node:timers/promises'
import type { TranscodeJobId } from '#core/ids'
import { jobSignals, type JobProgress } from '../job_signals.js'
import { isFinal } from '../models/transcode_job.js'
import { isOutage } from '../through_outage.js'
import { FindTranscodeJob, progressOf } from './find_transcode_job.js'

/** How often the row is looked at, for what the signals did not tell. */
const LOOK_EVERY_MS = 1_000

/**
 * Follows a job until it has ended: at once by the signals, and for certain by its row.
 * @throws E_JOB_NOT_FOUND; the signal's reason when it is aborted
 */
export class FollowTranscodeJob {
  async handle(input: {
    jobId: TranscodeJobId
    onProgress?: (progress: JobProgress) => void
    signal?: AbortSignal
  }): Promise<JobProgress> {
    const told = new AbortController()
    let ended: JobProgress | null = null
    let latest = ''
    let percent = 0
    const hear = (progress: JobProgress) => {
      const text = JSON.stringify(progress)
      if (text === latest || ended) return
      latest = text
      percent = progress.percent
      if (isFinal(progress.state)) ended = progress
      input.onProgress?.(progress)
      if (ended) told.abort()
    }
    const stop = jobSignals.onProgress((progress) => {
      if (progress.id === input.jobId) hear(progress)
    })
    try {
      while (!ended) {
        const seen = await this.#look(input.jobId)
        // The row is written less often than progress is told, so it may lag behind.
        const lags = seen?.state === 'running' && seen.percent < percent
        if (seen && !lags) hear(seen)
        if (ended) break
        await pause(LOOK_EVERY_MS, undefined, { signal: told.signal }).catch(() => {})
        input.signal?.throwIfAborted()
      }
      return ended
    } finally {
      stop()
    }
  }

  async #look(jobId: TranscodeJobId): Promise<JobProgress | null> {
    try {
      return progressOf(await new FindTranscodeJob().handle({ jobId }))
    } catch (error) {
      if (isOutage(error)) return null
      throw error
    }
  }
}
