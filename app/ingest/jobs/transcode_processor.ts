import type { Job } from 'bull'
import { RunTranscodeJob } from '../actions/run_transcode_job.js'
import { FindTranscodeJob } from '../queries/find_transcode_job.js'
import type { TranscodePayload } from './transcode_queue.js'

/**
 * Runs a delivered job. The job's row decides what follows a failure; the queue is told so that
 * its own retries and list of failures agree.
 */
export async function processTranscodeJob(delivered: Job<TranscodePayload>): Promise<string> {
  const { jobId } = delivered.data
  const outcome = await new RunTranscodeJob().handle({ jobId })
  if (outcome !== 'again' && outcome !== 'failed') return outcome

  const { reasonCode, reason } = await new FindTranscodeJob().handle({ jobId })
  if (outcome === 'failed') await delivered.discard()
  throw new Error(`${reasonCode}: ${reason}`)
}
