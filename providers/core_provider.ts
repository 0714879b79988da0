import type { ApplicationService } from '@adonisjs/core/types'

/** Closes what core opened once the servers have drained. */
export default class CoreProvider {
  constructor(protected app: ApplicationService) {}

  async shutdown() {
    const { closeQueues } = await import('#core/queue')
    await closeQueues()
  }
}
