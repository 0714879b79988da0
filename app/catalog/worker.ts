import { jobWorker } from '#core/process/job_worker'
import { registerProcessor } from '#core/queue'
import { registerRepeatedJob } from '#core/repeated_job'
import { RemindOfAllTitles } from './actions/remind_of_all_titles.js'
import { processReminder, reminderQueue } from './jobs/reminder_queue.js'
import { runScheduleClock } from './jobs/schedule_clock.js'

const MAILS_AT_ONCE = 5

registerProcessor(reminderQueue, MAILS_AT_ONCE, processReminder)

registerRepeatedJob({
  name: 'catalog-reminders',
  cron: '* * * * *',
  work: () => new RemindOfAllTitles().handle(),
})

jobWorker.registerDuty(runScheduleClock)
