import type { ApiClient } from '@japa/api-client'
import { SoftwareAuthenticator, type Deviation } from './software_authenticator.js'
import { TV, type Viewer } from './viewers.js'

export async function creationOptions(client: ApiClient, viewer: Viewer) {
  const offered = await client.post('/v1/account/passkeys/options').bearerToken(viewer.accessToken)
  offered.assertStatus(200)
  return offered.body().options
}

export function add(client: ApiClient, viewer: Viewer, response: object, name = 'Ada’s phone') {
  return client
    .post('/v1/account/passkeys')
    .bearerToken(viewer.accessToken)
    .json({ name, response })
}

/** A passkey that a viewer has added. */
export async function addPasskey(client: ApiClient, viewer: Viewer, name = 'Ada’s phone') {
  const authenticator = new SoftwareAuthenticator()
  const response = authenticator.register(await creationOptions(client, viewer))
  const added = await add(client, viewer, response, name)
  added.assertStatus(201)
  return { authenticator, id: added.body().id as string }
}

export async function requestOptions(client: ApiClient) {
  const response = await client.post('/v1/auth/passkey/options')
  response.assertStatus(200)
  return response.body().options
}

export function present(client: ApiClient, response: object) {
  return client.post('/v1/auth/passkey').json({ response, device: TV })
}

/** A log-in by a passkey with a fresh challenge. */
export async function logInBy(
  client: ApiClient,
  authenticator: SoftwareAuthenticator,
  deviation: Deviation = {}
) {
  return present(client, authenticator.authenticate(await requestOptions(client), deviation))
}
