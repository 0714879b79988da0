import type { ApplicationService } from '@adonisjs/core/types'

/** How long a web process waits for its first model before it serves without one. Milliseconds. */
const FIRST_MODEL_MS = 3_000

/**
 * Keeps the promoted model in the memory of each web process, and writes the last impressions before
 * the process ends.
 */
export default class RecommendationsProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    if (this.app.getEnvironment() !== 'web') return
    const { servedModels } = await import('#recommendations')
    await servedModels.follow(FIRST_MODEL_MS)
  }

  async shutdown() {
    const { impressionWriter, servedModels } = await import('#recommendations')
    await impressionWriter.drain()
    servedModels.release()
  }
}
