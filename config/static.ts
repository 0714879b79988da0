import { defineConfig } from '@adonisjs/static'

/** Bundles under /assets carry their content hash in the name, so they may be kept for a year. */
export default defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  maxAge: 31_536_000_000,
  immutable: true,
})
