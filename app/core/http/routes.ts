import router from '@adonisjs/core/services/router'
import vine from '@vinejs/vine'
import { endpoint } from '#core/http/endpoint'
import '#core/http/internal_access'

const DocumentationController = () => import('#core/http/documentation_controller')
const HealthController = () => import('#core/http/health_controller')
const MetricsController = () => import('#core/http/metrics_controller')

endpoint(router.get('/v1/openapi.json', [DocumentationController, 'document']), {
  access: 'public',
  summary: 'This document',
  tag: 'documentation',
  responses: { 200: null },
  produces: 'application/json',
})

endpoint(router.get('/docs', [DocumentationController, 'page']), {
  access: 'public',
  summary: 'This document as a readable page',
  tag: 'documentation',
  responses: { 200: null },
  produces: 'text/html',
})

const partHealth = () =>
  vine
    .object({ status: vine.enum(['ok', 'degraded', 'down']), latencyMs: vine.number() })
    .allowUnknownProperties()

const readinessAnswer = vine.create({
  status: vine.enum(['ok', 'degraded', 'down', 'draining']),
  parts: vine
    .object({
      postgres: partHealth(),
      redis: partHealth(),
      disk: partHealth(),
      queues: partHealth(),
    })
    .optional(),
})

endpoint(router.get('/health/live', [HealthController, 'live']), {
  access: 'public',
  summary: 'Whether the process answers',
  tag: 'operation',
  responses: { 200: vine.create({ status: vine.enum(['ok']) }) },
})

endpoint(router.get('/health/ready', [HealthController, 'ready']), {
  access: 'public',
  summary: 'Whether viewers may be sent here, and to operators why not',
  tag: 'operation',
  responses: { 200: readinessAnswer, 503: readinessAnswer },
})

endpoint(router.get('/metrics', [MetricsController, 'show']), {
  access: 'internal',
  summary: 'Metrics in the Prometheus text format',
  tag: 'operation',
  responses: { 200: null },
  produces: 'text/plain',
})
