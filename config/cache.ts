import { defineConfig, drivers, store } from '@adonisjs/cache'
import type { InferStores } from '@adonisjs/cache/types'

/** Only what nobody asks for any more grows so old: what changed has another key. */
const OLDEST = '1h'

/** After a failure of Redis, a process goes on so long with what it remembers itself. */
const REDIS_PAUSE = '5s'

/** What is handed out is never changed, so it is kept as it is. */
const inMemory = (maxItems: number) =>
  store().useL1Layer(drivers.memory({ maxItems, serialize: false }))

/**
 * What viewers share, in memory and behind that in Redis. Keys hold the generation of the catalogue
 * from which a value was made, so that nothing is ever taken out, and no process need tell another.
 * The two are stores of their own, as bentocache 1.6 cannot read again what a store of both layers
 * took from Redis into a memory that does not serialize.
 */
const cacheConfig = defineConfig({
  default: 'pages',
  prefix: 'flixflow:cache',
  ttl: OLDEST,
  stores: {
    /** Whole home pages: few, and some 200 KB each. */
    homes: inMemory(200),
    /** Pages of titles, and small things. */
    pages: inMemory(3000),
    redis: store({ l2CircuitBreakerDuration: REDIS_PAUSE }).useL2Layer(
      drivers.redis({ connectionName: 'main' })
    ),
  },
})

export default cacheConfig

declare module '@adonisjs/cache/types' {
  interface CacheStores extends InferStores<typeof cacheConfig> {}
}
