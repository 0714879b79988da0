import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as providers from './validators/providers.js'
import { loggedInResponse } from './validators/responses.js'

const ProvidersController = () => import('./controllers/providers_controller.js')
const SignInController = () => import('./controllers/sign_in_controller.js')

endpoint(router.post('/v1/auth/provider', [ProvidersController, 'logIn']), {
  access: 'public',
  summary: 'Log this device in as whom a provider has just vouched for in this browser',
  tag: 'identity',
  body: providers.providerLogInBody,
  responses: { 200: loggedInResponse },
})

endpoint(router.get('/v1/account/log-in-methods', [ProvidersController, 'methods']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'The ways to log in to the account',
  tag: 'identity',
  responses: { 200: providers.logInMethodsResponse },
})

endpoint(router.post('/v1/account/providers', [ProvidersController, 'link']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Link whom a provider has just vouched for in this browser',
  tag: 'identity',
  responses: { 201: providers.logInMethodsResponse },
})

endpoint(router.delete('/v1/account/providers/:provider', [ProvidersController, 'unlink']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'End the link to a provider',
  tag: 'identity',
  params: providers.providerParams,
  responses: { 204: null },
})

const walk = {
  access: 'public',
  tag: 'pages',
  responses: { 302: null },
} as const

endpoint(router.get('/auth/google/callback', [SignInController, 'fromGoogle']), {
  ...walk,
  summary: 'Where Google sends a viewer back to',
})

endpoint(router.post('/auth/apple/callback', [SignInController, 'fromApple']), {
  ...walk,
  summary: 'Where Apple posts a viewer back to',
})

endpoint(router.get('/auth/:provider', [SignInController, 'begin']), {
  ...walk,
  summary: 'To the provider',
  params: providers.providerParams,
  query: providers.providerBeginQuery,
})
