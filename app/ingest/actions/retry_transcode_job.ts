import { access } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import type { TranscodeJobId } from '#core/ids'
import { E_JOB_NOT_RETRYABLE } from '../errors.js'
import { deliver } from '../jobs/transcode_queue.js'
import type TranscodeJob from '../models/transcode_job.js'
import { FindTranscodeJob } from '../queries/find_transcode_job.js'
import { sourcePath } from '../work_area.js'

/** Takes a failed job out of the dead letters and tries it again with all its tries. */
export class RetryTranscodeJob {
  /** @throws E_JOB_NOT_FOUND, E_JOB_NOT_RETRYABLE unless it failed and its input is still kept */
  async handle(input: { jobId: TranscodeJobId }): Promise<TranscodeJob> {
    const job = await new FindTranscodeJob().handle(input)
    if (job.state !== 'failed') {
      throw new E_JOB_NOT_RETRYABLE({
        detail: `Only a failed job can be tried again; this one is ${job.state}.`,
      })
    }
    const kept = await access(sourcePath(job.id)).then(
      () => true,
      () => false
    )
    if (!kept) throw new E_JOB_NOT_RETRYABLE({ detail: 'Its input is no longer kept.' })

    await db.rawQuery(
      `update ingest.transcode_jobs
       set state = 'queued', finished_at = null, attempts = 0, reason_code = null, reason = null,
           not_before = now(), updated_at = now()
       where id = ? and state = 'failed'`,
      [job.id]
    )
    await deliver(job.id, { again: true })
    return job.refresh()
  }
}
