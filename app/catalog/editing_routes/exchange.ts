import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { exportQuery, importAnswer, importQuery } from '../validators/exchange.js'

const ExchangeController = () => import('../controllers/exchange_controller.js')

const exchanging = { access: 'staff:catalogue.import', tag: 'editing' } as const

endpoint(router.get('/v1/staff/catalogue/export', [ExchangeController, 'export']), {
  ...exchanging,
  summary: 'The whole catalogue without its media, as CSV, JSON or a Media RSS feed',
  query: exportQuery,
  responses: { 200: null },
  produces: ['text/csv', 'application/json', 'application/rss+xml'],
})

endpoint(router.post('/v1/staff/catalogue/import', [ExchangeController, 'import']), {
  ...exchanging,
  summary:
    'Import a file, all of it or nothing; the body is the file, best as application/octet-stream. A dry run says what would happen',
  query: importQuery,
  responses: { 200: importAnswer },
})

endpoint(router.get('/v1/feeds/mrss', [ExchangeController, 'feed']), {
  access: 'public',
  summary: 'The newest films and shows as a Media RSS feed',
  tag: 'catalogue',
  responses: { 200: null },
  produces: 'application/rss+xml',
})
