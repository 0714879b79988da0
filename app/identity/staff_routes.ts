import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as request from './validators/staff_requests.js'
import * as response from './validators/staff_responses.js'

const StaffAccountsController = () => import('./controllers/staff_accounts_controller.js')

const inspecting = { access: 'staff:accounts.inspect', tag: 'staff' } as const
const assisting = { access: 'staff:accounts.assist', tag: 'staff' } as const

endpoint(router.get('/v1/staff/accounts', [StaffAccountsController, 'search']), {
  ...inspecting,
  summary: 'Find an account by its exact e-mail',
  query: request.accountSearchQuery,
  responses: { 200: response.accountSearchResponse },
})

endpoint(
  router.post('/v1/staff/accounts/:accountId/inspections', [
    StaffAccountsController,
    'openInspection',
  ]),
  {
    ...inspecting,
    summary: 'Say why, and look at an account for a while; its owner can read the reason',
    params: request.staffAccountParams,
    body: request.inspectionBody,
    responses: { 201: response.inspectionResponse },
  }
)

endpoint(router.get('/v1/staff/accounts/:accountId', [StaffAccountsController, 'show']), {
  ...inspecting,
  summary: 'Look at an account, with an inspection open',
  params: request.staffAccountParams,
  responses: { 200: response.inspectedAccountResponse },
})

endpoint(
  router.post('/v1/staff/accounts/:accountId/password-reset', [
    StaffAccountsController,
    'sendReset',
  ]),
  {
    ...assisting,
    summary:
      'Send the owner of an account the mail to choose a new password, with an inspection open',
    params: request.staffAccountParams,
    responses: { 204: null },
  }
)

endpoint(
  router.delete('/v1/staff/accounts/:accountId/devices', [StaffAccountsController, 'endDevices']),
  {
    ...assisting,
    summary: 'Log all devices of an account out for its owner, with an inspection open',
    params: request.staffAccountParams,
    responses: { 204: null },
  }
)

endpoint(
  router.delete('/v1/staff/accounts/:accountId/devices/:deviceId', [
    StaffAccountsController,
    'endDevice',
  ]),
  {
    ...assisting,
    summary: 'Log one device of an account out for its owner, with an inspection open',
    params: request.staffDeviceParams,
    responses: { 204: null },
  }
)

endpoint(
  router.put('/v1/staff/accounts/:accountId/roles', [StaffAccountsController, 'changeRoles']),
  {
    access: 'staff:accounts.grant',
    presence: 'confirmed',
    tag: 'staff',
    summary: 'Give an account its roles, and take them',
    params: request.staffAccountParams,
    body: request.rolesBody,
    responses: { 200: response.foundAccountResponse },
  }
)

endpoint(router.get('/v1/staff/log', [StaffAccountsController, 'log']), {
  access: 'staff:accounts.grant',
  tag: 'staff',
  summary: 'What staff looked at and did, newest first',
  query: request.staffLogQuery,
  responses: { 200: response.staffLogResponse },
})

endpoint(router.get('/v1/account/inspections', [StaffAccountsController, 'inspections']), {
  access: 'account',
  presence: 'grown-up',
  tag: 'privacy',
  summary: 'When and why support looked at the account, and what they saw, newest first',
  query: request.inspectionListQuery,
  responses: { 200: response.inspectionListResponse },
})
