import app from '@adonisjs/core/services/app'
import { registerProcessor } from '#core/queue'
import { registerRepeatedJob } from '#core/repeated_job'
import { MakeExport } from './actions/make_export.js'
import { PurgePersonalData } from './actions/purge_personal_data.js'
import { exportQueue } from './jobs/export_queue.js'

registerProcessor(exportQueue, 1, async (job) => {
  const makeExport = await app.container.make(MakeExport)
  try {
    await makeExport.handle(job.data)
  } catch (error) {
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1)
    if (isLast) await makeExport.fail(job.data)
    throw error
  }
})

registerRepeatedJob({
  name: 'identity-purge',
  cron: '17 3 * * *',
  work: async () => (await app.container.make(PurgePersonalData)).handle(),
})
