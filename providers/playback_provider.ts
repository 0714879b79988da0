import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Puts the edge in front of the framework, chooses who decides on plays, contributes rails to home,
 * and writes the last heartbeats and reports before the process ends.
 */
export default class PlaybackProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    const playback = await import('#playback')
    this.app.container.bind(playback.Entitlements, () => new playback.AccountEntitlements())

    const { homeRailSources, viewingProgress } = await import('#catalog')
    homeRailSources.register(playback.continueWatchingRail)
    viewingProgress.register(playback.viewingProgressOfTitle)
    homeRailSources.register(playback.popularRail)

    const server = await this.app.container.make('server')
    const handle = server.handle.bind(server)
    server.handle = async (request, response) => {
      if (playback.edgeServer.owns(request.url)) playback.edgeServer.handle(request, response)
      else await handle(request, response)
    }
  }

  async shutdown() {
    const { edgeServer, heartbeatWriter, qualityWriter } = await import('#playback')
    await Promise.all([heartbeatWriter.drain(), qualityWriter.drain()])
    edgeServer.close()
  }
}
