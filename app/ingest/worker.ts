import ingestConfig from '#config/ingest'
import { jobWorker } from '#core/process/job_worker'
import { registerProcessor } from '#core/queue'
import { handBackHeldJobs } from './job_lease.js'
import { keepHouse } from './jobs/housekeeping.js'
import { processTranscodeJob } from './jobs/transcode_processor.js'
import { transcodeQueue } from './jobs/transcode_queue.js'

registerProcessor(transcodeQueue, ingestConfig.concurrency, (job, signal) => {
  signal.addEventListener('abort', handBackHeldJobs, { once: true })
  return processTranscodeJob(job)
})

jobWorker.registerDuty(keepHouse)
