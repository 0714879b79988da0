import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import { loggedInResponse } from './validators/responses.js'
import * as twoFactor from './validators/two_factor.js'

const SecondFactorController = () => import('./controllers/second_factor_controller.js')
const TwoFactorController = () => import('./controllers/two_factor_controller.js')

endpoint(router.post('/v1/auth/second-factor', [SecondFactorController, 'complete']), {
  access: 'public',
  summary: 'Complete a log-in by a one-time password or a recovery code',
  tag: 'identity',
  body: twoFactor.secondFactorBody,
  responses: { 200: loggedInResponse },
})

endpoint(router.get('/v1/account/two-factor', [TwoFactorController, 'show']), {
  access: 'account',
  summary: 'Whether two-factor log-in is on',
  tag: 'identity',
  responses: { 200: twoFactor.twoFactorResponse },
})

endpoint(router.post('/v1/account/two-factor', [TwoFactorController, 'setUp']), {
  access: 'account',
  summary: 'Begin to set up two-factor log-in: the secret, shown once',
  tag: 'identity',
  body: twoFactor.proofBody,
  responses: { 201: twoFactor.twoFactorSetUpResponse },
})

endpoint(router.post('/v1/account/two-factor/confirm', [TwoFactorController, 'confirm']), {
  access: 'account',
  summary: 'Turn two-factor log-in on by a first code; answers the recovery codes, shown once',
  tag: 'identity',
  body: twoFactor.confirmTwoFactorBody,
  responses: { 200: twoFactor.recoveryCodesResponse },
})

endpoint(
  router.post('/v1/account/two-factor/recovery-codes', [TwoFactorController, 'renewRecoveryCodes']),
  {
    access: 'account',
    summary: 'New recovery codes in place of the old',
    tag: 'identity',
    body: twoFactor.proofBody,
    responses: { 201: twoFactor.recoveryCodesResponse },
  }
)

endpoint(router.post('/v1/account/two-factor/off', [TwoFactorController, 'turnOff']), {
  access: 'account',
  summary: 'Turn two-factor log-in off',
  tag: 'identity',
  body: twoFactor.proofBody,
  responses: { 204: null },
})
