import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The role `worker`: works on every queue until SIGTERM, then drains. */
export default class Worker extends BaseCommand {
  static override commandName = 'worker'
  static override description = 'Work on the jobs of every queue'
  static override options: CommandOptions = { startApp: true, staysAlive: true }

  override async run() {
    const { default: processes } = await import('#config/processes')
    const { default: logger } = await import('@adonisjs/core/services/logger')
    const { jobWorker } = await import('#core/process/job_worker')
    await import('#start/worker')
    jobWorker.start()
    this.app.terminating(() => jobWorker.drain(processes.drainMs))
    logger.info({ queues: jobWorker.openQueues() }, 'Worker started')
  }
}
