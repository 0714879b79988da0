import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import './access_checks.js'
import './credential_routes.js'
import './factor_routes.js'
import './household_routes.js'
import './privacy_routes.js'
import './staff_routes.js'
import './pairing_routes.js'
import './provider_routes.js'
import * as request from './validators/requests.js'
import * as response from './validators/responses.js'

const AuthController = () => import('./controllers/auth_controller.js')
const AccountController = () => import('./controllers/account_controller.js')
const ProfilesController = () => import('./controllers/profiles_controller.js')
const DevicesController = () => import('./controllers/devices_controller.js')

endpoint(router.post('/v1/auth/login', [AuthController, 'logIn']), {
  access: 'public',
  summary: 'Log this device in',
  tag: 'identity',
  body: request.logInBody,
  responses: { 200: response.loggedInResponse },
})

endpoint(router.post('/v1/auth/refresh', [AuthController, 'refresh']), {
  access: 'public',
  summary: 'Exchange a refresh token, from the body or the cookie, for new tokens',
  tag: 'identity',
  body: request.refreshBody,
  responses: { 200: response.loggedInResponse },
})

endpoint(router.post('/v1/auth/logout', [AuthController, 'logOut']), {
  access: 'account',
  summary: 'Log this device out',
  tag: 'identity',
  responses: { 204: null },
})

endpoint(router.get('/v1/account', [AccountController, 'show']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'The account and its profiles',
  tag: 'identity',
  responses: { 200: response.accountResponse },
})

endpoint(router.patch('/v1/account', [AccountController, 'update']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Say in which country the account is at home',
  tag: 'identity',
  body: request.accountChangeBody,
  responses: { 200: response.accountResponse },
})

endpoint(router.get('/v1/profiles', [ProfilesController, 'index']), {
  access: 'account',
  summary: 'The profiles of the account: five at most',
  tag: 'identity',
  responses: { 200: response.profileListResponse },
})

endpoint(router.post('/v1/profiles', [ProfilesController, 'store']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Add a profile',
  tag: 'identity',
  body: request.newProfileBody,
  responses: { 201: response.profileResponse },
  idempotent: true,
})

endpoint(router.get('/v1/profiles/:profileId', [ProfilesController, 'show']), {
  access: 'profile',
  summary: 'One profile',
  tag: 'identity',
  params: request.profileParams,
  responses: { 200: response.profileResponse },
})

endpoint(router.patch('/v1/profiles/:profileId', [ProfilesController, 'update']), {
  access: 'profile',
  presence: 'grown-up',
  summary: 'Change a profile; limits, kids mode and kids profiles ask for a confirmed owner',
  tag: 'identity',
  params: request.profileParams,
  body: request.profileChangeBody,
  responses: { 200: response.profileResponse },
})

endpoint(router.delete('/v1/profiles/:profileId', [ProfilesController, 'destroy']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Delete a profile, with all that it has watched and chosen',
  tag: 'identity',
  params: request.profileParams,
  responses: { 204: null },
})

endpoint(router.get('/v1/devices', [DevicesController, 'index']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'The devices that are logged in, newest first',
  tag: 'identity',
  query: request.deviceListQuery,
  responses: { 200: response.deviceListResponse },
})

endpoint(router.delete('/v1/devices', [DevicesController, 'destroyOthers']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Log all other devices out',
  tag: 'identity',
  responses: { 204: null },
})

endpoint(router.patch('/v1/devices/:deviceId', [DevicesController, 'update']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Rename a device',
  tag: 'identity',
  params: request.deviceParams,
  body: request.deviceNameBody,
  responses: { 200: response.deviceResponse },
})

endpoint(router.delete('/v1/devices/:deviceId', [DevicesController, 'destroy']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Log a device out',
  tag: 'identity',
  params: request.deviceParams,
  responses: { 204: null },
})
