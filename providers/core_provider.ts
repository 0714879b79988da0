import type { ApplicationService } from '@adonisjs/core/types'

/**
 * How long an idle connection stays open, in ms. Node's 5 s lie within a player's heartbeat interval,
 * so that a heartbeat can meet a connection that is just being closed; load balancers keep 60 s.
 */
const KEEP_ALIVE_MS = 75_000

/** Closes what core opened once the servers have drained. */
export default class CoreProvider {
  constructor(protected app: ApplicationService) {}

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    const server = await this.app.container.make('server')
    const listening = server.getNodeServer()
    if (listening) listening.keepAliveTimeout = KEEP_ALIVE_MS
  }

  async shutdown() {
    const { closeQueues } = await import('#core/queue')
    await closeQueues()
  }
}
