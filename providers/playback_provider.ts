import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Puts the edge in front of the framework, chooses who decides on plays, and writes the last
 * heartbeats before the process ends.
 */
export default class PlaybackProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { Entitlements } = await import('#app/playback/entitlements')
    const { AccountEntitlements } = await import('#app/playback/drivers/account_entitlements')
    this.app.container.bind(Entitlements, () => new AccountEntitlements())

    const { edgeServer } = await import('#app/playback/edge/delivery')
    const server = await this.app.container.make('server')
    const handle = server.handle.bind(server)
    server.handle = async (request, response) => {
      if (edgeServer.owns(request.url)) edgeServer.handle(request, response)
      else await handle(request, response)
    }
  }

  async start() {
    const { homeRailSources } = await import('#catalog')
    const { continueWatchingRail } = await import('#app/playback/continue_watching_rail')
    homeRailSources.register(continueWatchingRail)
  }

  async shutdown() {
    const { heartbeatWriter } = await import('#app/playback/heartbeats/heartbeat_writer')
    await heartbeatWriter.drain()
    const { edgeServer } = await import('#app/playback/edge/delivery')
    edgeServer.close()
  }
}
