import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { isId, type TranscodeJobId } from '#core/ids'
import { validateQuery } from '#core/http/validate'
import { CancelTranscodeJob } from '../actions/cancel_transcode_job.js'
import { RetryTranscodeJob } from '../actions/retry_transcode_job.js'
import { E_JOB_NOT_FOUND } from '../errors.js'
import { streamJobEvents } from '../job_event_stream.js'
import { FindTranscodeJob } from '../queries/find_transcode_job.js'
import { ListTranscodeJobs } from '../queries/list_transcode_jobs.js'
import { transformJob, transformJobWithLog } from '../transformers/job_transformer.js'
import { deadLettersQuery, jobListQuery } from '../validators/jobs.js'

export default class JobsController {
  @inject()
  async index(ctx: HttpContext, listJobs: ListTranscodeJobs) {
    const { items, nextCursor } = await listJobs.handle(await validateQuery(ctx, jobListQuery))
    return { items: items.map(transformJob), nextCursor }
  }

  @inject()
  async deadLetters(ctx: HttpContext, listJobs: ListTranscodeJobs) {
    const query = await validateQuery(ctx, deadLettersQuery)
    const { items, nextCursor } = await listJobs.handle({ ...query, state: 'failed' })
    return { items: items.map(transformJobWithLog), nextCursor }
  }

  @inject()
  async show(ctx: HttpContext, findJob: FindTranscodeJob) {
    return transformJobWithLog(await findJob.handle({ jobId: jobIdOf(ctx) }))
  }

  @inject()
  async events(ctx: HttpContext, findJob: FindTranscodeJob) {
    const { id } = await findJob.handle({ jobId: jobIdOf(ctx) })
    await streamJobEvents(ctx, id)
  }

  @inject()
  async cancel(ctx: HttpContext, cancelJob: CancelTranscodeJob) {
    return transformJob(await cancelJob.handle({ jobId: jobIdOf(ctx) }))
  }

  @inject()
  async retry(ctx: HttpContext, retryJob: RetryTranscodeJob) {
    return transformJob(await retryJob.handle({ jobId: jobIdOf(ctx) }))
  }
}

function jobIdOf(ctx: HttpContext): TranscodeJobId {
  const { jobId } = ctx.params as { jobId: string }
  if (!isId(jobId)) throw new E_JOB_NOT_FOUND()
  return jobId as TranscodeJobId
}
