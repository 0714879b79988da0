import emitter from '@adonisjs/core/services/emitter'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { DeviceEnded } from '../../events.js'
import { logIn, register } from '../support/viewers.js'

const DAY_MS = 24 * 3600 * 1000

async function nextToken(client: ApiClient, refreshToken: string): Promise<string> {
  const response = await refresh(client, refreshToken)
  response.assertStatus(200)
  return response.body().refreshToken
}

function refresh(client: ApiClient, refreshToken: string) {
  return client.post('/v1/auth/refresh').json({ refreshToken })
}

test.group('Refreshing', (group) => {
  group.each.setup(() => {
    clock.freeze()
    return () => clock.restore()
  })

  test('I get new tokens for the same device', async ({ client, assert }) => {
    const viewer = await register(client)
    const response = await refresh(client, viewer.refreshToken)
    response.assertStatus(200)
    response.assertHeader('cache-control', 'no-store')
    const body = response.body()
    assert.notEqual(body.refreshToken, viewer.refreshToken)
    assert.equal(body.device.id, viewer.deviceId)
    const account = await client.get('/v1/account').bearerToken(body.accessToken)
    account.assertStatus(200)
  })

  test('I stay logged in for as long as I come back within thirty days', async ({ client }) => {
    let { refreshToken } = await register(client)
    for (let visit = 0; visit < 4; visit += 1) {
      clock.advance(29 * DAY_MS)
      const response = await refresh(client, refreshToken)
      response.assertStatus(200)
      refreshToken = response.body().refreshToken
    }
  })

  test('after thirty days away I log in again', async ({ client, assert }) => {
    const { refreshToken } = await register(client)
    clock.advance(30 * DAY_MS)
    const response = await refresh(client, refreshToken)
    response.assertStatus(401)
    assert.equal(response.body().code, 'auth.refresh-expired')
  })

  test('tabs that refresh at once all stay logged in, on one chain of tokens', async ({
    client,
    assert,
  }) => {
    const { refreshToken } = await register(client)
    const responses = await Promise.all(
      Array.from({ length: 12 }, () => refresh(client, refreshToken))
    )
    const statuses = new Set(responses.map((response) => response.status()))
    assert.deepEqual(statuses, new Set([200]))
    const tokens = new Set(responses.map((response) => response.body().refreshToken))
    assert.lengthOf([...tokens], 1)
    const [current] = tokens
    const next = await refresh(client, current)
    next.assertStatus(200)
  })

  test('a retry after a lost answer works for some seconds', async ({ client, assert }) => {
    const { refreshToken } = await register(client)
    const lost = await refresh(client, refreshToken)
    clock.advance(10_000)
    const retried = await refresh(client, refreshToken)
    retried.assertStatus(200)
    assert.equal(retried.body().refreshToken, lost.body().refreshToken)
  })

  test('a laggard gets the current token even when it has moved on twice', async ({
    client,
    assert,
  }) => {
    const { refreshToken: first } = await register(client)
    const second = await nextToken(client, first)
    clock.advance(2_000)
    const third = await nextToken(client, second)
    clock.advance(2_000)
    const laggard = await refresh(client, first)
    laggard.assertStatus(200)
    assert.equal(laggard.body().refreshToken, third)
  })

  test('a stolen token that is used later ends the log-in for thief and viewer', async ({
    client,
    assert,
    cleanup,
  }) => {
    const viewer = await register(client)
    const elsewhere = await logIn(client, viewer.email)
    const events = emitter.fake([DeviceEnded])
    cleanup(() => emitter.restore())

    const rotated = await refresh(client, viewer.refreshToken)
    clock.advance(10_001)
    const reused = await refresh(client, viewer.refreshToken)
    reused.assertStatus(401)
    assert.equal(reused.body().code, 'auth.refresh-reused')
    events.assertEmitted(
      DeviceEnded,
      ({ data }) => data.deviceId === viewer.deviceId && data.accountId === viewer.accountId
    )

    const current = await refresh(client, rotated.body().refreshToken)
    current.assertStatus(401)
    assert.equal(current.body().code, 'auth.refresh-ended')
    const again = await refresh(client, viewer.refreshToken)
    assert.equal(again.body().code, 'auth.refresh-ended')

    const other = await refresh(client, elsewhere.refreshToken)
    other.assertStatus(200)
    const devices = await client.get('/v1/devices').bearerToken(elsewhere.accessToken)
    assert.deepEqual(
      devices.body().items.map((device: { id: string }) => device.id),
      [elsewhere.deviceId]
    )
  })

  test('a thief who is quick enough for the grace is found by the next reuse', async ({
    client,
    assert,
  }) => {
    const { refreshToken } = await register(client)
    const viewers = await nextToken(client, refreshToken)
    const thiefs = await nextToken(client, refreshToken)
    assert.equal(viewers, thiefs)
    const next = await refresh(client, viewers)
    clock.advance(15 * 60_000)
    const theft = await refresh(client, thiefs)
    assert.equal(theft.body().code, 'auth.refresh-reused')
    const ended = await refresh(client, next.body().refreshToken)
    ended.assertStatus(401)
  })

  test('reuse found by many requests at once ends the log-in once', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { refreshToken } = await register(client)
    await refresh(client, refreshToken)
    clock.advance(60_000)
    const events = emitter.fake([DeviceEnded])
    cleanup(() => emitter.restore())
    const responses = await Promise.all(
      Array.from({ length: 6 }, () => refresh(client, refreshToken))
    )
    const codes = responses.map((response) => response.body().code).sort()
    assert.deepEqual(codes, [...Array<string>(5).fill('auth.refresh-ended'), 'auth.refresh-reused'])
    events.assertEmittedCount(DeviceEnded, 1)
  })

  test('{$self} is no refresh token')
    .with(['', 'garbage', `ffr_${'A'.repeat(43)}`, 'ffr_\u0000', 'x'.repeat(200)])
    .run(async ({ client, assert }, text) => {
      const response = await refresh(client, text)
      response.assertStatus(401)
      assert.equal(response.body().code, 'auth.refresh-invalid')
    })

  test('an access token is no refresh token', async ({ client }) => {
    const { accessToken } = await register(client)
    const response = await refresh(client, accessToken.slice(0, 200))
    response.assertStatus(401)
  })
})
