import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'

const DocumentationController = () => import('#core/http/documentation_controller')

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
