import { setTimeout as pause } from 'node:timers/promises'
import type { TranscodeJobId } from '#core/ids'
import { isFinal, type JobState } from '../models/transcode_job.js'
import { FindTranscodeJob } from '../queries/find_transcode_job.js'
import { RunTranscodeJob } from './run_transcode_job.js'

const LOOK_EVERY_MS = 1_000

/** Runs a job in this process to its end, with its further tries, where no worker runs. */
export class RunTranscodeJobHere {
  async handle(input: { jobId: TranscodeJobId }): Promise<JobState> {
    for (;;) {
      const job = await new FindTranscodeJob().handle(input)
      if (isFinal(job.state)) return job.state
      const wait = job.notBefore.toMillis() - Date.now()
      if (wait > 0) await pause(wait)
      const outcome = await new RunTranscodeJob().handle(input)
      if (outcome === 'held' || outcome === 'waiting') await pause(LOOK_EVERY_MS)
      if (outcome === 'handed-back') return 'queued'
    }
  }
}
