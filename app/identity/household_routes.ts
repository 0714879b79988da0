import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as response from './validators/household_responses.js'
import * as request from './validators/requests.js'
import { proofBody } from './validators/two_factor.js'

const PresenceController = () => import('./controllers/presence_controller.js')

endpoint(router.post('/v1/auth/confirm-identity', [PresenceController, 'confirmIdentity']), {
  access: 'account',
  summary: 'Prove again that the account is yours, for what asks for it, and end kids mode here',
  tag: 'identity',
  body: proofBody,
  responses: { 200: response.accessResponse },
})

const ofProfile = {
  access: 'account',
  tag: 'identity',
  params: request.profileParams,
  responses: { 200: response.accessResponse },
} as const

endpoint(router.put('/v1/profiles/:profileId/pin', [PresenceController, 'setPin']), {
  ...ofProfile,
  presence: 'confirmed',
  summary: 'Set the PIN that a profile asks for; it stays open on this device',
  body: request.pinBody,
})

endpoint(router.delete('/v1/profiles/:profileId/pin', [PresenceController, 'removePin']), {
  ...ofProfile,
  presence: 'confirmed',
  summary: 'Remove the PIN of a profile, also one that was forgotten',
})

endpoint(router.post('/v1/profiles/:profileId/unlock', [PresenceController, 'unlock']), {
  ...ofProfile,
  summary: 'Open a profile with its PIN on this device; a grown-up’s also ends kids mode here',
  body: request.pinBody,
})

endpoint(router.delete('/v1/profiles/:profileId/unlock', [PresenceController, 'lock']), {
  ...ofProfile,
  summary: 'Lock a profile with a PIN on this device again',
})

endpoint(router.post('/v1/profiles/:profileId/hand-over', [PresenceController, 'handOver']), {
  ...ofProfile,
  access: 'profile',
  presence: 'grown-up',
  summary:
    'Hand this device to a child: only this kids profile is open on it until it is taken back',
})
