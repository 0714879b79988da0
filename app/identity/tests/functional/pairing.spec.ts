import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { newAddress, register, TV, type Viewer } from '../support/viewers.js'

const SECOND_MS = 1000
const MINUTE_MS = 60_000

async function ask(client: ApiClient, address = newAddress()) {
  const response = await client
    .post('/v1/auth/device/authorize')
    .header('x-forwarded-for', address)
    .json({ device: TV })
  response.assertStatus(200)
  return response.body() as { device_code: string; user_code: string }
}

function poll(client: ApiClient, deviceCode: string) {
  return client.post('/v1/auth/device/token').json({ device_code: deviceCode })
}

function phone(
  client: ApiClient,
  viewer: Viewer,
  does: 'lookup' | 'approve' | 'deny',
  userCode: string,
  address = newAddress()
) {
  return client
    .post(`/v1/auth/device/${does}`)
    .header('x-forwarded-for', address)
    .bearerToken(viewer.accessToken)
    .json({ user_code: userCode })
}

test.group('Pairing a TV', (group) => {
  group.each.setup(() => {
    clock.freeze()
    return () => clock.restore()
  })

  test('I type its code on my phone, see what I approve, and the TV is logged in', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const response = await client
      .post('/v1/auth/device/authorize')
      .header('x-forwarded-for', '203.0.113.9')
      .json({ device: TV })
    response.assertStatus(200)
    response.assertHeader('cache-control', 'no-store')
    const asked = response.body()
    assert.match(asked.user_code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    assert.match(asked.verification_uri, /\/pair$/)
    assert.equal(
      asked.verification_uri_complete,
      `${asked.verification_uri}?code=${asked.user_code}`
    )
    assert.equal(asked.expires_in, 600)
    assert.equal(asked.interval, 5)

    const waiting = await poll(client, asked.device_code)
    waiting.assertStatus(400)
    assert.equal(waiting.body().code, 'authorization_pending')

    const typed = asked.user_code.toLowerCase().replace('-', ' ')
    const seen = await phone(client, viewer, 'lookup', typed, '203.0.113.9')
    seen.assertStatus(200)
    assert.deepEqual(seen.body().device, TV)
    assert.equal(seen.body().address, '203.0.113.9')
    assert.isTrue(seen.body().sameNetwork)
    const approved = await phone(client, viewer, 'approve', typed)
    approved.assertStatus(204)

    clock.advance(5 * SECOND_MS)
    const paired = await poll(client, asked.device_code)
    paired.assertStatus(200)
    assert.equal(paired.body().account.id, viewer.accountId)
    assert.equal(paired.body().device.name, TV.name)
    const account = await client.get('/v1/account').bearerToken(paired.body().accessToken)
    account.assertStatus(200)
  })

  test('I see when the request came from another network', async ({ client, assert }) => {
    const viewer = await register(client)
    const { user_code: code } = await ask(client, '198.51.100.20')
    const seen = await phone(client, viewer, 'lookup', code, '203.0.113.9')
    assert.isFalse(seen.body().sameNetwork)
    assert.equal(seen.body().address, '198.51.100.20')
  })

  test('a TV that I turn away is told so', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    await phone(client, viewer, 'lookup', asked.user_code)
    const denied = await phone(client, viewer, 'deny', asked.user_code)
    denied.assertStatus(204)
    const told = await poll(client, asked.device_code)
    told.assertStatus(400)
    assert.equal(told.body().code, 'access_denied')
    const changed = await phone(client, viewer, 'approve', asked.user_code)
    changed.assertStatus(404)
  })

  test('a code is good for one log-in, also at the same moment', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    await phone(client, viewer, 'lookup', asked.user_code)
    await phone(client, viewer, 'approve', asked.user_code)
    const polls = await Promise.all([1, 2, 3].map(() => poll(client, asked.device_code)))
    assert.deepEqual(polls.map((response) => response.status()).sort(), [200, 400, 400])
    const late = await poll(client, asked.device_code)
    assert.equal(late.body().code, 'invalid_grant')
    const looked = await phone(client, viewer, 'lookup', asked.user_code)
    looked.assertStatus(404)
  })

  test('a code that nobody typed in ten minutes expires', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    await phone(client, viewer, 'lookup', asked.user_code)
    clock.advance(10 * MINUTE_MS)
    const approved = await phone(client, viewer, 'approve', asked.user_code)
    approved.assertStatus(404)
    const told = await poll(client, asked.device_code)
    assert.equal(told.body().code, 'expired_token')
  })

  test('an approval that the TV did not fetch in time expires too', async ({ client, assert }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    await phone(client, viewer, 'lookup', asked.user_code)
    await phone(client, viewer, 'approve', asked.user_code)
    clock.advance(10 * MINUTE_MS)
    const told = await poll(client, asked.device_code)
    assert.equal(told.body().code, 'expired_token')
  })

  test('a TV that polls too fast is slowed down', async ({ client, assert }) => {
    const { device_code: code } = await ask(client)
    const codes: string[] = []
    for (const pauseSeconds of [0, 5, 1, 5, 15, 20]) {
      clock.advance(pauseSeconds * SECOND_MS)
      const response = await poll(client, code)
      codes.push(response.body().code)
    }
    assert.deepEqual(codes, [
      'authorization_pending',
      'authorization_pending',
      'slow_down',
      'slow_down',
      'authorization_pending',
      'authorization_pending',
    ])
  })
})

test.group('Misusing pairing', () => {
  test('what I look at is mine to decide, and nobody else’s', async ({ client, assert }) => {
    const viewer = await register(client)
    const other = await register(client)
    const asked = await ask(client)
    await phone(client, viewer, 'lookup', asked.user_code)
    for (const does of ['lookup', 'approve', 'deny'] as const) {
      const response = await phone(client, other, does, asked.user_code)
      response.assertStatus(404)
      assert.equal(response.body().code, 'pairing.not-found')
    }
    const waiting = await poll(client, asked.device_code)
    assert.equal(waiting.body().code, 'authorization_pending')
  })

  test('nothing is approved unseen', async ({ client }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    const blind = await phone(client, viewer, 'approve', asked.user_code)
    blind.assertStatus(404)
  })

  test('nobody who is not logged in can look at or decide on anything', async ({ client }) => {
    const asked = await ask(client)
    for (const does of ['lookup', 'approve', 'deny']) {
      const response = await client
        .post(`/v1/auth/device/${does}`)
        .json({ user_code: asked.user_code })
      response.assertStatus(401)
    }
  })

  test('the code that is shown does not poll, and the one that polls approves nothing', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const asked = await ask(client)
    const polled = await poll(client, asked.user_code)
    assert.equal(polled.body().code, 'invalid_grant')
    const looked = await phone(client, viewer, 'lookup', asked.device_code.slice(0, 40))
    looked.assertStatus(404)
  })

  test('codes cannot be tried out', async ({ client, assert }) => {
    const viewer = await register(client)
    const address = newAddress()
    const statuses: number[] = []
    for (let guess = 0; guess < 11; guess += 1) {
      const response = await phone(client, viewer, 'lookup', 'BBBB-BBBB', address)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(404), 429])
  })

  test('one address cannot ask for codes without end', async ({ client, assert }) => {
    const address = newAddress()
    const statuses = new Set<number>()
    for (let batch = 0; batch < 4; batch += 1) {
      const responses = await Promise.all(
        Array.from({ length: 16 }, () =>
          client
            .post('/v1/auth/device/authorize')
            .header('x-forwarded-for', address)
            .json({ device: TV })
        )
      )
      for (const response of responses) statuses.add(response.status())
    }
    assert.deepEqual([...statuses].sort(), [200, 429])
  })
})
