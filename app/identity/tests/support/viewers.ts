import type { ApiClient, ApiResponse } from '@japa/api-client'
import { randomInt, randomUUID } from 'node:crypto'
import { codeIn, mailTo } from '#tests/captured_mail'

export const PASSWORD = 'correct horse battery'
export const PHONE = { name: 'Ada’s phone', kind: 'phone' }
export const TV = { name: 'Living room', kind: 'tv' }

export function newEmail(): string {
  return `viewer-${randomUUID()}@example.com`
}

/** An address of its own, so that guesses in one test do not count in another. */
export function newAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
}

/** A viewer who registered on a phone. */
export interface Viewer {
  email: string
  accessToken: string
  refreshToken: string
  accountId: string
  profileId: string
  deviceId: string
}

export function viewerOf(email: string, response: ApiResponse): Viewer {
  const body = response.body()
  return {
    email,
    accessToken: body.accessToken,
    refreshToken: body.refreshToken,
    accountId: body.account.id,
    profileId: body.profiles[0].id,
    deviceId: body.device.id,
  }
}

/** Registers as people do: asks for a code, reads it in the mail, and types it. */
export async function registerAs(
  client: ApiClient,
  who: { email: string; password: string; displayName?: string; refreshIn?: 'body' | 'cookie' }
): Promise<ApiResponse> {
  const { refreshIn, ...asked } = who
  const address = newAddress()
  const requested = await client
    .post('/v1/auth/register')
    .header('x-forwarded-for', address)
    .json(asked)
  requested.assertStatus(202)
  const { registrationId } = requested.body()
  const code = codeIn(await mailTo(who.email, 'code'))
  const response = await client
    .post('/v1/auth/register/confirm')
    .header('x-forwarded-for', address)
    .json({ registrationId, code, device: PHONE, ...(refreshIn ? { refreshIn } : {}) })
  response.assertStatus(201)
  return response
}

export async function register(client: ApiClient): Promise<Viewer> {
  const email = newEmail()
  return viewerOf(email, await registerAs(client, { email, password: PASSWORD }))
}

/** A log-in of a viewer on another device. */
export async function logIn(client: ApiClient, email: string, device = TV): Promise<Viewer> {
  const response = await client.post('/v1/auth/login').json({ email, password: PASSWORD, device })
  response.assertStatus(200)
  return viewerOf(email, response)
}

/** The access token on a device that its viewer left open: it was refreshed since the log-in. */
export async function foundOpen(client: ApiClient, viewer: Viewer): Promise<string> {
  const response = await client.post('/v1/auth/refresh').json({ refreshToken: viewer.refreshToken })
  response.assertStatus(200)
  return response.body().accessToken
}

/** A cookie that an answer set, as a browser sends it back. */
export function cookieOf(response: ApiResponse, name: string): string {
  const set: unknown = response.header('set-cookie') ?? []
  const cookie = [set].flat().find((line) => String(line).startsWith(`${name}=`))
  if (!cookie) throw new Error(`No cookie ${name} was set`)
  return String(cookie).split(';')[0] as string
}
