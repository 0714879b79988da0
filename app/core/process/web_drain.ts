import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setInterval } from 'node:timers'
import logger from '@adonisjs/core/services/logger'

const SWEEP_MS = 50

/**
 * Ends a web process without dropping a request: what is in flight finishes, its connection is
 * closed behind it, and streams that have no end are ended.
 */
class WebDrain {
  #begun = false
  #inFlight = new Set<ServerResponse>()

  /** Whether this process is on its way out and wants no new work. */
  get begun(): boolean {
    return this.#begun
  }

  get requestsInFlight(): number {
    return this.#inFlight.size
  }

  /** Follows every request of a server from now on. */
  watch(server: Server): void {
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.#inFlight.add(response)
      response.once('close', () => this.#inFlight.delete(response))
      if (this.#begun) response.shouldKeepAlive = false
    })
  }

  /** Lets `server` run dry. Connections that are left after `boundMs` are cut. */
  begin(server: Server, boundMs: number): void {
    if (this.#begun) return
    this.#begun = true
    logger.info({ requestsInFlight: this.#inFlight.size }, 'Draining')
    for (const response of this.#inFlight) this.#hurry(response)
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
    const bound = setTimeout(() => {
      logger.warn({ requestsInFlight: this.#inFlight.size }, 'Requests are cut: the time is up')
      server.closeAllConnections()
    }, boundMs)
    server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(bound)
    })
  }

  #hurry(response: ServerResponse): void {
    response.shouldKeepAlive = false
    const type = String(response.getHeader('content-type') ?? '')
    if (response.headersSent && type.startsWith('text/event-stream')) response.end()
  }
}

export const webDrain = new WebDrain()
