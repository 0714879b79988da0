import type { ApplicationService } from '@adonisjs/core/types'

/** Puts the edge in front of the framework, and writes the last heartbeats before the process ends. */
export default class PlaybackProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { edgeServer } = await import('#app/playback/edge/delivery')
    const server = await this.app.container.make('server')
    const handle = server.handle.bind(server)
    server.handle = async (request, response) => {
      if (edgeServer.owns(request.url)) edgeServer.handle(request, response)
      else await handle(request, response)
    }
  }

  async shutdown() {
    const { edgeServer } = await import('#app/playback/edge/delivery')
    edgeServer.close()
  }
}
