import { loadOrCreateSecrets } from '#core/embedded/secrets'

export interface Preparation {
  /** Whether PostgreSQL and Redis are needed. */
  services: boolean
  /** Whether an embedded PostgreSQL is migrated. */
  migrated: boolean
}

/**
 * Completes the environment before the application reads it: secrets that are not given are
 * generated once into the data folder, and PostgreSQL and Redis that are not given are started,
 * with the newest schema where it is asked for. What the environment already holds always wins.
 */
export async function prepareEnvironment(options: Preparation): Promise<void> {
  const environment = process.env
  environment.NODE_ENV ??= 'development'
  environment.DATA_DIR ??= environment.NODE_ENV === 'test' ? '.data/test' : '.data'
  environment.HOST ??= '127.0.0.1'
  environment.PORT ??= '3333'
  environment.APP_URL ??= `http://localhost:${environment.PORT}`
  const secrets = await loadOrCreateSecrets(environment.DATA_DIR)
  environment.APP_KEY ??= secrets.appKey
  environment.TOKEN_SECRET ??= secrets.tokenSecret
  environment.MASTER_KEY ??= secrets.masterKey
  environment.EDGE_KEY_PAIR_ID ??= secrets.edge.keyPairId
  environment.EDGE_PRIVATE_KEY ??= secrets.edge.privateKey
  environment.EDGE_PUBLIC_KEY ??= secrets.edge.publicKey

  const wanted = {
    postgres: options.services && !environment.DATABASE_URL,
    redis: options.services && !environment.REDIS_URL,
  }
  if (wanted.postgres || wanted.redis) {
    const { ensureEmbedded } = await import('#core/embedded/client')
    const embedded = await ensureEmbedded({ dataDir: environment.DATA_DIR, ...wanted })
    environment.DATABASE_URL ??= embedded.databaseUrl
    environment.REDIS_URL ??= embedded.redisUrl
    if (options.migrated && embedded.databaseUrl) {
      const { migrateEmbedded } = await import('./migrate_embedded.js')
      await migrateEmbedded(embedded.databaseUrl)
    }
  }
  environment.DATABASE_URL ??= 'postgres://unavailable'
  environment.REDIS_URL ??= 'redis://unavailable'
}
