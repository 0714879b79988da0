import { LRUCache } from 'lru-cache'
import type { PlaySessionId } from '#core/ids'
import { E_TOO_MANY_REQUESTS } from '#core/problem'

/** Sessions that are counted at once in one process. */
const MOST_SESSIONS = 50_000
const MINUTE_MS = 60_000

/** Bounds how often one play session may ask for something in a minute. */
export class SessionRate {
  readonly #asked = new LRUCache<PlaySessionId, { times: number }>({
    max: MOST_SESSIONS,
    ttl: MINUTE_MS,
  })

  constructor(readonly mostPerMinute: number) {}

  /** @throws E_TOO_MANY_REQUESTS */
  count(sessionId: PlaySessionId): void {
    const count = this.#asked.get(sessionId) ?? { times: 0 }
    if (count.times === 0) this.#asked.set(sessionId, count)
    if (++count.times > this.mostPerMinute) {
      throw new E_TOO_MANY_REQUESTS({ headers: { 'retry-after': '60' } })
    }
  }
}
