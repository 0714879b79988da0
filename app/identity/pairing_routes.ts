import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as pairing from './validators/pairing.js'
import { loggedInResponse } from './validators/responses.js'

const PairingController = () => import('./controllers/pairing_controller.js')

endpoint(router.post('/v1/auth/device/authorize', [PairingController, 'request']), {
  access: 'public',
  summary: 'Ask for a code by which a device that is hard to type on is paired (RFC 8628)',
  tag: 'identity',
  body: pairing.pairingRequestBody,
  responses: { 200: pairing.pairingRequestResponse },
})

endpoint(router.post('/v1/auth/device/token', [PairingController, 'poll']), {
  access: 'public',
  summary: 'Ask whether the device was approved, and log it in when it was',
  tag: 'identity',
  body: pairing.pairingPollBody,
  responses: { 200: loggedInResponse },
})

endpoint(router.post('/v1/auth/device/lookup', [PairingController, 'look']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'See which device asks to be let in by a code',
  tag: 'identity',
  body: pairing.userCodeBody,
  responses: { 200: pairing.pendingPairingResponse },
})

endpoint(router.post('/v1/auth/device/approve', [PairingController, 'approve']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Let the device with this code in',
  tag: 'identity',
  body: pairing.userCodeBody,
  responses: { 204: null },
})

endpoint(router.post('/v1/auth/device/deny', [PairingController, 'deny']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Turn the device with this code away',
  tag: 'identity',
  body: pairing.userCodeBody,
  responses: { 204: null },
})
