import { defineConfig } from '@adonisjs/cors'

/** Any origin may call with a bearer token; cookies are never accepted across origins. */
export default defineConfig({
  enabled: true,
  origin: '*',
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: true,
  exposeHeaders: [
    'etag',
    'location',
    'upload-offset',
    'upload-length',
    'upload-metadata',
    'upload-expires',
    'tus-resumable',
    'tus-version',
    'tus-extension',
    'tus-max-size',
    'tus-checksum-algorithm',
    'flixflow-job',
    'x-request-id',
    'retry-after',
  ],
  credentials: false,
  maxAge: 600,
})
