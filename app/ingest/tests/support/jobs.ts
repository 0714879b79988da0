import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import ingestConfig from '#config/ingest'
import type { TranscodeJobId } from '#core/ids'
import { processTranscodeJob } from '../../jobs/transcode_processor.js'
import { transcodeQueue } from '../../jobs/transcode_queue.js'
import TranscodeJob, { type JobState } from '../../models/transcode_job.js'
import { FollowTranscodeJob } from '../../queries/follow_transcode_job.js'
import { throughOutage } from '../../through_outage.js'

let working = false

/** Makes this process a worker, once. */
export function startWorker(): void {
  if (working) return
  working = true
  void transcodeQueue().process(ingestConfig.concurrency, processTranscodeJob)
}

/** Waits until a job has ended. */
export async function ended(jobId: TranscodeJobId): Promise<TranscodeJob> {
  await new FollowTranscodeJob().handle({ jobId })
  return throughOutage(() => TranscodeJob.findOrFail(jobId))
}

/** Waits until a job has come to a state, or to a step while it runs. */
export async function reached(
  jobId: TranscodeJobId,
  wanted: { state?: JobState; step?: string }
): Promise<TranscodeJob> {
  for (;;) {
    const job = await throughOutage(() => TranscodeJob.findOrFail(jobId))
    if (wanted.state ? job.state === wanted.state : job.step === wanted.step) return job
    if (job.finishedAt) throw new Error(`The job ${job.state}: ${job.reason}\n${job.logTail}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Command lines of the programs that work in a job's folder. */
export async function programsOf(jobId: TranscodeJobId): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(jobId))
}
