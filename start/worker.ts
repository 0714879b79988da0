import { handBackHeldJobs } from '#app/ingest/job_lease'
import { keepHouse } from '#app/ingest/jobs/housekeeping'
import { processTranscodeJob } from '#app/ingest/jobs/transcode_processor'
import { transcodeQueue } from '#app/ingest/jobs/transcode_queue'
import ingestConfig from '#config/ingest'
import { jobWorker } from '#core/process/job_worker'
import { registerProcessor } from '#core/queue'

/** What the role `worker` works on. Other roles load this to count the queues. */
registerProcessor(transcodeQueue, ingestConfig.concurrency, (job, signal) => {
  signal.addEventListener('abort', handBackHeldJobs, { once: true })
  return processTranscodeJob(job)
})

jobWorker.registerDuty(keepHouse)
