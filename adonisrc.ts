import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'

export default defineConfig({
  commands: [() => import('@adonisjs/core/commands'), () => import('@adonisjs/lucid/commands')],

  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    { file: () => import('@adonisjs/core/providers/repl_provider'), environment: ['repl', 'test'] },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/cors/cors_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    // Before Redis, so that it ends after it: each would close the connection that both use.
    { file: () => import('@adonisjs/cache/cache_provider'), environment: ['web', 'test'] },
    () => import('@adonisjs/redis/redis_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/drive/drive_provider'),
    () => import('@adonisjs/transmit/transmit_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('#providers/core_provider'),
    ...(process.env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? [() => import('@adonisjs/otel/otel_provider')]
      : []),
    { file: () => import('#providers/playback_provider'), environment: ['web', 'test'] },
    { file: () => import('#providers/ingest_provider'), environment: ['web', 'test'] },
    { file: () => import('#providers/recommendations_provider'), environment: ['web', 'test'] },
  ],

  preloads: [
    () => import('#start/kernel'),
    () => import('#start/routes'),
    () => import('#start/views'),
    () => import('#start/events'),
    () => import('#start/personal_data'),
  ],

  tests: {
    suites: [
      {
        name: 'unit',
        files: ['{app,ml}/**/tests/unit/**/*.spec.{ts,js}', 'tests/unit/**/*.spec.{ts,js}'],
        timeout: 10_000,
      },
      { name: 'functional', files: ['app/**/tests/functional/**/*.spec.{ts,js}'], timeout: 60_000 },
      { name: 'system', files: ['{app/*/,}tests/system/**/*.spec.{ts,js}'], timeout: 300_000 },
    ],
    forceExit: true,
  },

  metaFiles: [
    { pattern: 'app/**/ui/**/*.edge', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
  ],

  hooks: {
    init: [
      indexEntities({
        controllers: {
          enabled: true,
          source: './app',
          glob: ['**/*_controller.ts'],
          importAlias: '#app',
        },
      }),
    ],
  },
})
