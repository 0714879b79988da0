import { LRUCache } from 'lru-cache'
import type { Id } from '#core/ids'
import { E_TOO_MANY_REQUESTS } from '#core/problem'

/** Callers that are counted at once in one process. */
const MOST_CALLERS = 50_000
const MINUTE_MS = 60_000

/** Bounds how often one caller, a play session or a profile, may ask for something in a minute. */
export class RequestRate<Caller extends Id<string>> {
  readonly #asked = new LRUCache<Caller, { times: number }>({ max: MOST_CALLERS, ttl: MINUTE_MS })

  constructor(readonly mostPerMinute: number) {}

  /** @throws E_TOO_MANY_REQUESTS */
  count(caller: Caller): void {
    const count = this.#asked.get(caller) ?? { times: 0 }
    if (count.times === 0) this.#asked.set(caller, count)
    if (++count.times > this.mostPerMinute) {
      throw new E_TOO_MANY_REQUESTS({ headers: { 'retry-after': '60' } })
    }
  }
}
