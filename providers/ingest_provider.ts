import type { ApplicationService } from '@adonisjs/core/types'

/** Lets ingest ask the catalogue whether the film, extra or episode of an upload exists. */
export default class IngestProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    const { streamOwners } = await import('#ingest')
    const { TakesVideo } = await import('#catalog')
    streamOwners.register((owner) => new TakesVideo().handle(owner))
  }
}
