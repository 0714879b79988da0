import db from '@adonisjs/lucid/services/db'
import type { TranscodeJobId } from '#core/ids'
import { E_JOB_FINISHED } from '../errors.js'
import { jobSignals } from '../job_signals.js'
import { withdraw } from '../jobs/transcode_queue.js'
import type TranscodeJob from '../models/transcode_job.js'
import { FindTranscodeJob, progressOf } from '../queries/find_transcode_job.js'
import { removeWorkFolder } from '../work_area.js'
import { RemoveUploadFile } from './remove_upload_file.js'

/**
 * Cancels a job: a queued one at once; a running one stops within moments, and its worker writes
 * the end. Cancelling twice is no error.
 */
export class CancelTranscodeJob {
  /** @throws E_JOB_NOT_FOUND, E_JOB_FINISHED when it had succeeded or failed */
  async handle(input: { jobId: TranscodeJobId }): Promise<TranscodeJob> {
    const { rows } = await db.rawQuery<{ rows: { state: string }[] }>(
      `update ingest.transcode_jobs set
         cancel_wanted = true, updated_at = now(),
         finished_at = case when still_runs then null else now() end,
         lease_token = case when still_runs then lease_token end,
         lease_until = case when still_runs then lease_until end,
         state = case when still_runs then 'running' else 'cancelled' end
       from (select id as held_id, state = 'running' and lease_until > now() as still_runs
             from ingest.transcode_jobs where id = ? for update) as held
       where id = held_id and state in ('queued', 'running')
       returning state`,
      [input.jobId]
    )
    const job = await new FindTranscodeJob().handle(input)
    const [changed] = rows
    if (!changed && job.state !== 'cancelled') {
      throw new E_JOB_FINISHED({ detail: `The job has ${job.state} already.` })
    }
    if (changed?.state === 'running') jobSignals.tellCancel(job.id)
    if (changed?.state === 'cancelled') await this.#clearUp(job)
    return job
  }

  async #clearUp(job: TranscodeJob): Promise<void> {
    jobSignals.tellProgress(progressOf(job))
    await withdraw(job.id, job.round)
    await db.rawQuery(
      `update ingest.assets set state = 'failed', working_job_id = null
       where working_job_id = ? and state = 'processing'`,
      [job.id]
    )
    await removeWorkFolder(job.id)
    if (job.uploadId) await new RemoveUploadFile().handle({ uploadId: job.uploadId })
  }
}
