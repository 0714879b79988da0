import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as passkeys from './validators/passkeys.js'
import { loggedInResponse } from './validators/responses.js'
import * as twoFactor from './validators/two_factor.js'

const PasskeyLogInController = () => import('./controllers/passkey_log_in_controller.js')
const PasskeysController = () => import('./controllers/passkeys_controller.js')
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
  presence: 'grown-up',
  summary: 'Whether two-factor log-in is on',
  tag: 'identity',
  responses: { 200: twoFactor.twoFactorResponse },
})

endpoint(router.post('/v1/account/two-factor', [TwoFactorController, 'setUp']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Begin to set up two-factor log-in: the secret, shown once',
  tag: 'identity',
  responses: { 201: twoFactor.twoFactorSetUpResponse },
})

endpoint(router.post('/v1/account/two-factor/confirm', [TwoFactorController, 'confirm']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Turn two-factor log-in on by a first code; answers the recovery codes, shown once',
  tag: 'identity',
  body: twoFactor.confirmTwoFactorBody,
  responses: { 200: twoFactor.recoveryCodesResponse },
})

endpoint(
  router.post('/v1/account/two-factor/recovery-codes', [TwoFactorController, 'renewRecoveryCodes']),
  {
    access: 'account',
    presence: 'confirmed',
    summary: 'New recovery codes in place of the old',
    tag: 'identity',
    responses: { 201: twoFactor.recoveryCodesResponse },
  }
)

endpoint(router.post('/v1/account/two-factor/off', [TwoFactorController, 'turnOff']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Turn two-factor log-in off',
  tag: 'identity',
  body: twoFactor.proofBody,
  responses: { 204: null },
})

endpoint(router.post('/v1/auth/passkey/options', [PasskeyLogInController, 'options']), {
  access: 'public',
  summary: 'What a browser needs to log in by a passkey, without a user name',
  tag: 'identity',
  responses: { 200: passkeys.passkeyOptionsResponse },
})

endpoint(router.post('/v1/auth/passkey', [PasskeyLogInController, 'logIn']), {
  access: 'public',
  summary: 'Log this device in by a passkey',
  tag: 'identity',
  body: passkeys.passkeyLogInBody,
  responses: { 200: loggedInResponse },
})

endpoint(router.get('/v1/account/passkeys', [PasskeysController, 'index']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'The passkeys of the account: twenty at most',
  tag: 'identity',
  responses: { 200: passkeys.passkeyListResponse },
})

endpoint(router.post('/v1/account/passkeys/options', [PasskeysController, 'offer']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'What a browser needs to make a passkey',
  tag: 'identity',
  responses: { 200: passkeys.passkeyOptionsResponse },
})

endpoint(router.post('/v1/account/passkeys', [PasskeysController, 'store']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Add a passkey',
  tag: 'identity',
  body: passkeys.newPasskeyBody,
  responses: { 201: passkeys.passkeyResponse },
})

endpoint(router.patch('/v1/account/passkeys/:passkeyId', [PasskeysController, 'update']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Rename a passkey',
  tag: 'identity',
  params: passkeys.passkeyParams,
  body: passkeys.passkeyChangeBody,
  responses: { 200: passkeys.passkeyResponse },
})

endpoint(router.delete('/v1/account/passkeys/:passkeyId', [PasskeysController, 'destroy']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Delete a passkey',
  tag: 'identity',
  params: passkeys.passkeyParams,
  responses: { 204: null },
})
