import type { ApplicationService } from '@adonisjs/core/types'

/** Keeps the promoted model in the memory of each web process. */
export default class RecommendationsProvider {
  constructor(protected app: ApplicationService) {}

  async shutdown() {
    const { servedModels } = await import('#recommendations')
    servedModels.release()
  }
}
