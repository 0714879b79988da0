import type { ApplicationService } from '@adonisjs/core/types'

/** How long a web process waits for its first model before it serves without one. Milliseconds. */
const FIRST_MODEL_MS = 3_000

/**
 * Keeps the promoted model in the memory of each web process, chooses rails for homes, tells the
 * catalogue what is alike and what a profile likes, and writes the last impressions before the process
 * ends.
 */
export default class RecommendationsProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    const { catalogueRecommender, railChooser, servedModels } = await import('#recommendations')
    const { homeRailSources, recommender } = await import('#catalog')
    homeRailSources.chooser = railChooser
    recommender.register(catalogueRecommender)
    if (this.app.getEnvironment() !== 'web') return
    await servedModels.follow(FIRST_MODEL_MS)
  }

  async shutdown() {
    const { impressionWriter, servedModels } = await import('#recommendations')
    await impressionWriter.drain()
    servedModels.release()
  }
}
