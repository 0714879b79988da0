import { isId, type TranscodeJobId } from '#core/ids'
import { E_JOB_NOT_FOUND } from '../errors.js'
import type { JobProgress } from '../job_signals.js'
import TranscodeJob from '../models/transcode_job.js'

/** @throws E_JOB_NOT_FOUND */
export class FindTranscodeJob {
  async handle(input: { jobId: TranscodeJobId }): Promise<TranscodeJob> {
    const job = isId(input.jobId) ? await TranscodeJob.find(input.jobId) : null
    if (!job) throw new E_JOB_NOT_FOUND()
    return job
  }
}

/** Where a job is, as its row says. */
export function progressOf(job: TranscodeJob): JobProgress {
  return {
    id: job.id,
    state: job.state,
    step: job.step,
    percent: job.percent,
    reason: job.reasonCode ? { code: job.reasonCode, message: job.reason ?? '' } : null,
  }
}
