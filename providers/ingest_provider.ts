import type { ApplicationService } from '@adonisjs/core/types'

/** Lets ingest ask the catalogue whether the film or episode of an upload exists. */
export default class IngestProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    const { streamOwners } = await import('#ingest')
    const { EDITORS_VIEW, FindPlayable } = await import('#catalog')
    streamOwners.register(async (owner) => {
      const found = await new FindPlayable().handle({ country: EDITORS_VIEW.country, ...owner })
      return found !== null
    })
  }
}
