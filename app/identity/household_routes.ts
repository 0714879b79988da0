import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as response from './validators/household_responses.js'
import { proofBody } from './validators/two_factor.js'

const PresenceController = () => import('./controllers/presence_controller.js')

endpoint(router.post('/v1/auth/confirm-identity', [PresenceController, 'confirmIdentity']), {
  access: 'account',
  summary: 'Prove again that the account is yours, for what asks for it, and end kids mode here',
  tag: 'identity',
  body: proofBody,
  responses: { 200: response.accessResponse },
})
