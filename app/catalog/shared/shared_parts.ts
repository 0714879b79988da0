import { setTimeout as pause } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import type { CacheService } from '@adonisjs/cache/types'
import { codeMark } from './code_mark.js'

/** How long Redis may keep a viewer waiting for what could be made anew. Milliseconds. */
const PATIENCE_MS = 300

/**
 * What many viewers see alike, made once: kept in memory and in Redis, and made again when Redis is
 * away. A key holds the edition of the catalogue, and the audience for which the value was made, so
 * it never stands for anything older, nor for anybody else's. What is of one profile is never here.
 */
class SharedParts {
  #cache: CacheService | null = null
  readonly #code = codeMark()

  /** The value of a key, by `make` where nobody has made it yet. It must be JSON, and is not changed. */
  async get<Value>(
    store: 'homes' | 'pages',
    key: readonly (string | number)[],
    make: () => Promise<Value>
  ): Promise<Value> {
    // Commands that show something have no cache.
    if (!app.container.hasBinding('cache.manager')) return make()
    this.#cache ??= await app.container.make('cache.manager')
    const cache = this.#cache
    const name = [this.#code, ...key].join('|')
    let failure: unknown
    const factory = () =>
      throughRedis(cache, name, make).catch((error: unknown) => {
        failure = error
        throw error
      })
    try {
      return await cache.use(store).getOrSet<Value>({ key: name, factory })
    } catch (error) {
      // The cache wraps what `make` threw, and callers look for the cause.
      throw failure ?? error
    }
  }
}

async function throughRedis<Value>(
  cache: CacheService,
  key: string,
  make: () => Promise<Value>
): Promise<Value> {
  let making: Promise<Value> | undefined
  const factory = () => (making ??= make())
  const kept = cache.use('redis').getOrSet<Value>({ key, factory })
  const late = new AbortController()
  try {
    const patience = pause(PATIENCE_MS, null, { ref: false, signal: late.signal })
    return await Promise.race([kept, patience.then(factory)])
  } catch {
    // Redis failed, and the value is made without it; or making it did, and does so again.
    return await factory()
  } finally {
    late.abort()
    kept.catch(() => {})
  }
}

export const sharedParts = new SharedParts()
