import type { ClientRequest, IncomingMessage } from 'node:http'
import type { OtelConfig } from '@adonisjs/otel/types'

/** Query strings hold signatures of media addresses, so no span carries one. */
function withoutQuery(request: IncomingMessage | ClientRequest) {
  const path = ('url' in request ? request.url : undefined)?.split('?')[0] ?? '/'
  return { 'http.target': path, 'http.url': path, 'url.query': '' }
}

/**
 * Traces, metrics and logs for a collector. Where they go is told by the standard variables
 * (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`, …). Loaded before the framework.
 */
export default {
  enabled: Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT),
  serviceName: process.env.OTEL_SERVICE_NAME ?? 'flixflow',
  userContext: false,
  instrumentations: {
    '@opentelemetry/instrumentation-http': {
      ignoredUrls: ['/health/*', '/metrics'],
      startIncomingSpanHook: withoutQuery,
    },
    '@opentelemetry/instrumentation-pg': { enabled: true },
    '@opentelemetry/instrumentation-fs': { enabled: false },
  },
} satisfies OtelConfig
