import { Env } from '@adonisjs/core/env'

/** Every setting of the product, validated once. What is optional has its default in config/. */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  DATA_DIR: Env.schema.string(),
  LOG_LEVEL: Env.schema.enum.optional([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),

  APP_KEY: Env.schema.secret(),
  TOKEN_SECRET: Env.schema.secret(),
  MASTER_KEY: Env.schema.secret(),

  DATABASE_URL: Env.schema.secret(),
  DATABASE_POOL: Env.schema.number.optional(),
  REDIS_URL: Env.schema.secret(),

  SMTP_URL: Env.schema.secret.optional(),
  MAIL_FROM: Env.schema.string.optional(),

  EDGE_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  EDGE_KEY_PAIR_ID: Env.schema.string(),
  EDGE_PRIVATE_KEY: Env.schema.secret(),
  EDGE_PUBLIC_KEY: Env.schema.string(),
  EDGE_BIND_ADDRESS: Env.schema.boolean.optional(),

  COUNTRY_HEADER: Env.schema.string.optional(),
  DEFAULT_COUNTRY: Env.schema.string.optional(),
  PROFILE_UNLOCK_MINUTES: Env.schema.number.optional(),
  ACCOUNT_DELETION_DAYS: Env.schema.number.optional(),
  EXPORT_KEPT_DAYS: Env.schema.number.optional(),
  ENDED_DEVICE_KEPT_DAYS: Env.schema.number.optional(),

  STREAM_LIMIT: Env.schema.number.optional(),
  HEARTBEAT_INTERVAL_SECONDS: Env.schema.number.optional(),
  QUALITY_RAW_DAYS: Env.schema.number.optional(),
  INGEST_PRESET: Env.schema.enum.optional([
    'ultrafast',
    'superfast',
    'veryfast',
    'faster',
    'fast',
    'medium',
    'slow',
  ] as const),
  INGEST_CONCURRENCY: Env.schema.number.optional(),
  INGEST_MAX_BYTES: Env.schema.number.optional(),
  INGEST_MAX_DURATION_SECONDS: Env.schema.number.optional(),
  INGEST_ATTEMPTS: Env.schema.number.optional(),
  INGEST_BACKOFF_MS: Env.schema.number.optional(),
  INGEST_LEASE_MS: Env.schema.number.optional(),
  INGEST_PROCESS_SECONDS: Env.schema.number.optional(),
  INGEST_PROCESS_MEMORY_BYTES: Env.schema.number.optional(),
  WEB_CONCURRENCY: Env.schema.string.optional(),
  DRAIN_MS: Env.schema.number.optional(),
  METRICS_TOKEN: Env.schema.secret.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: Env.schema.string.optional({ format: 'url', tld: false }),
})
