import type TranscodeJob from '../models/transcode_job.js'
import { progressOf } from '../queries/find_transcode_job.js'

/** A job as it leaves over HTTP. */
export function transformJob(job: TranscodeJob) {
  return {
    ...progressOf(job),
    attempts: job.attempts,
    filename: job.filename,
    sourceBytes: job.sourceBytes,
    titleId: job.titleId,
    episodeId: job.episodeId,
    uploadId: job.uploadId,
    assetId: job.assetId,
    reused: job.reused,
    createdAt: job.createdAt.toUTC().toISO()!,
    startedAt: job.startedAt?.toUTC().toISO() ?? null,
    finishedAt: job.finishedAt?.toUTC().toISO() ?? null,
    updatedAt: job.updatedAt.toUTC().toISO()!,
  }
}

/** With the end of its log, for who looks for the cause of a failure. */
export function transformJobWithLog(job: TranscodeJob) {
  return { ...transformJob(job), log: job.logTail }
}
