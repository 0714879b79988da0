import type { Server } from 'node:http'
import type { ApplicationService } from '@adonisjs/core/types'

/** How long the mails of this process may take to reach the queue when it ends. Milliseconds. */
const MAILS_MS = 2_000

/** Starts what core measures and watches, and closes what core opened once the servers have drained. */
export default class CoreProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { measureProcess } = await import('#core/metrics/process_metrics')
    measureProcess()
  }

  /** Registered last, so its hook runs first: before the server stops to listen. */
  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    const { default: processes } = await import('#config/processes')
    const { mailDriver } = await import('#config/mail')
    const logger = await this.app.container.make('logger')
    const { jobWorker } = await import('#core/process/job_worker')
    const { webDrain } = await import('#core/process/web_drain')
    await import('#start/worker')
    jobWorker.openQueues()
    const redis = await this.app.container.make('redis')
    redis.connection()
    if (mailDriver === 'captured') {
      logger.info('Mails are kept on this machine and shown at /mail; SMTP_URL sends them')
    }
    const server = (await this.app.container.make('server')).getNodeServer() as Server
    server.keepAliveTimeout = processes.keepAliveMs
    webDrain.watch(server)
    this.app.terminating(() => webDrain.begin(server, processes.drainMs))
  }

  async shutdown() {
    const { mailsUnderWay } = await import('#core/mail/send_mail')
    await mailsUnderWay(MAILS_MS)
    const { closeQueues } = await import('#core/queue')
    await closeQueues()
  }
}
