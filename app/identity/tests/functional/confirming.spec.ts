import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { accessTokens, issueAccessToken, principalOf } from '../../access_token.js'
import { refuseUnconfirmed } from '../../presence.js'
import { newAddress, PASSWORD, register } from '../support/viewers.js'

async function principal(token: string) {
  const { claims } = await accessTokens.verify(token)
  return principalOf(claims!)
}

test.group('Confirming that it is me', (group) => {
  group.each.teardown(() => clock.restore())

  test('I am confirmed after logging in, for ten minutes, and not after a refresh', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const { accessToken, refreshToken } = await register(client)
    const entered = await principal(accessToken)
    assert.doesNotThrow(() => refuseUnconfirmed(entered))
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken })
    const later = await principal(refreshed.body().accessToken)
    assert.throws(() => refuseUnconfirmed(later))
    clock.advance(10 * 60_000 + 1000)
    assert.throws(() => refuseUnconfirmed(entered))
  })

  test('my password confirms me again', async ({ client, assert }) => {
    const { refreshToken } = await register(client)
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken })
    const confirmed = await client
      .post('/v1/auth/confirm-identity')
      .bearerToken(refreshed.body().accessToken)
      .json({ password: PASSWORD })
    confirmed.assertStatus(200)
    assert.equal(confirmed.header('cache-control'), 'no-store')
    const now = await principal(confirmed.body().accessToken)
    assert.doesNotThrow(() => refuseUnconfirmed(now))
    assert.lengthOf(now.profiles, 1)
  })

  test('a wrong password does not, and guessing ends', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const address = newAddress()
    const guess = () =>
      client
        .post('/v1/auth/confirm-identity')
        .header('x-forwarded-for', address)
        .bearerToken(accessToken)
        .json({ password: 'not the password' })
    const first = await guess()
    first.assertStatus(403)
    assert.equal(first.body().code, 'auth.wrong-proof')
    const codes = await Promise.all(Array.from({ length: 15 }, guess))
    assert.include(
      codes.map((response) => response.status()),
      429
    )
  })

  test('a device that was logged out cannot be confirmed with its last token', async ({
    client,
    assert,
  }) => {
    const { accessToken } = await register(client)
    await client.post('/v1/auth/logout').bearerToken(accessToken)
    const refused = await client
      .post('/v1/auth/confirm-identity')
      .bearerToken(accessToken)
      .json({ password: PASSWORD })
    refused.assertStatus(401)
    assert.equal(refused.body().code, 'auth.refresh-ended')
  })

  test('a token that says so without our signature is refused', async ({ client }) => {
    const { accessToken, accountId, deviceId } = await register(client)
    const [, payload] = accessToken.split('.') as [string, string]
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { token } = await issueAccessToken({
      ...{ accountId: accountId as never, deviceId: deviceId as never },
      ...{ roles: [], profiles: [] },
    })
    const forged = Buffer.from(JSON.stringify({ ...claims, cfm: 9_999_999_999 }))
    const [head, , signature] = token.split('.') as [string, string, string]
    const response = await client
      .get('/v1/account')
      .bearerToken([head, forged.toString('base64url'), signature].join('.'))
    response.assertStatus(401)
  })
})
