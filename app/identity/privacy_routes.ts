import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as request from './validators/requests.js'
import * as response from './validators/household_responses.js'

const PrivacyController = () => import('./controllers/privacy_controller.js')

const ofAccount = { access: 'account', tag: 'privacy' } as const

endpoint(router.post('/v1/account/exports', [PrivacyController, 'askForExport']), {
  ...ofAccount,
  presence: 'confirmed',
  summary: 'Ask for a file with all that is kept of the account',
  responses: { 202: response.exportResponse },
  idempotent: true,
})

endpoint(router.get('/v1/account/exports', [PrivacyController, 'exports']), {
  ...ofAccount,
  presence: 'grown-up',
  summary: 'The exports whose files are kept or being made, newest first',
  query: request.exportListQuery,
  responses: { 200: response.exportListResponse },
})

endpoint(router.get('/v1/account/exports/:exportId', [PrivacyController, 'export']), {
  ...ofAccount,
  presence: 'grown-up',
  summary: 'How far an export is',
  params: request.exportParams,
  responses: { 200: response.exportResponse },
})

endpoint(router.get('/v1/account/exports/:exportId/file', [PrivacyController, 'exportFile']), {
  ...ofAccount,
  presence: 'confirmed',
  summary: 'The file itself: one JSON document',
  params: request.exportParams,
  responses: { 200: null },
  produces: 'application/json',
})

endpoint(router.post('/v1/account/deletion', [PrivacyController, 'askForDeletion']), {
  ...ofAccount,
  presence: 'confirmed',
  summary: 'Have the account erased after the waiting time; logging in before then keeps it',
  responses: { 202: response.deletionResponse },
})
