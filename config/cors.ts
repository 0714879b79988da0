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
    'tus-resumable',
    'x-request-id',
    'retry-after',
  ],
  credentials: false,
  maxAge: 600,
})
