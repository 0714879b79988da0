import emitter from '@adonisjs/core/services/emitter'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { DeviceId } from '#core/ids'
import { DeviceEnded } from '../../events.js'
import { DevicesByIds } from '../../queries/devices_by_ids.js'
import { logIn, PHONE, register, TV } from '../support/viewers.js'

test.group('Devices', (group) => {
  group.each.teardown(() => clock.restore())

  test('I see where I am logged in, and which of them is this one', async ({ client, assert }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const response = await client.get('/v1/devices').bearerToken(phone.accessToken)
    response.assertStatus(200)
    assert.containSubset(response.body().items, [
      { id: tv.deviceId, ...TV, current: false },
      { id: phone.deviceId, ...PHONE, current: true },
    ])
    assert.isNull(response.body().nextCursor)
  })

  test('a long list comes in pages, no device twice and none missing', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const all = [viewer.deviceId]
    for (let count = 0; count < 4; count += 1) {
      const { deviceId } = await logIn(client, viewer.email)
      all.unshift(deviceId)
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await client
        .get('/v1/devices')
        .qs({ limit: 2, ...(cursor ? { cursor } : {}) })
        .bearerToken(viewer.accessToken)
      seen.push(...page.body().items.map((device: { id: string }) => device.id))
      cursor = page.body().nextCursor
    } while (cursor)
    assert.deepEqual(seen, all)
  })

  test('a made-up cursor is refused')
    .with([
      'nonsense',
      Buffer.from('["x"]').toString('base64url'),
      Buffer.from('[1]').toString('base64url'),
    ])
    .run(async ({ client }, cursor) => {
      const { accessToken } = await register(client)
      const response = await client.get('/v1/devices').qs({ cursor }).bearerToken(accessToken)
      response.assertStatus(422)
    })

  test('I can end another device: it cannot refresh, and what it plays stops', async ({
    client,
    assert,
    cleanup,
  }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const events = emitter.fake([DeviceEnded])
    cleanup(() => emitter.restore())

    const ended = await client.delete(`/v1/devices/${tv.deviceId}`).bearerToken(phone.accessToken)
    ended.assertStatus(204)
    events.assertEmitted(DeviceEnded, ({ data }) => data.deviceId === tv.deviceId)

    const refused = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    assert.equal(refused.body().code, 'auth.refresh-ended')
    const still = await client.post('/v1/auth/refresh').json({ refreshToken: phone.refreshToken })
    still.assertStatus(200)

    const again = await client.delete(`/v1/devices/${tv.deviceId}`).bearerToken(phone.accessToken)
    again.assertStatus(404)
    events.assertEmittedCount(DeviceEnded, 1)
  })

  test('I am logged out even when stopping what plays fails', async ({ client, cleanup }) => {
    const phone = await register(client)
    cleanup(
      emitter.on(DeviceEnded, () => {
        throw new Error('Redis is away')
      })
    )
    const response = await client.post('/v1/auth/logout').bearerToken(phone.accessToken)
    response.assertStatus(204)
  })

  test('another account’s device looks like one that does not exist', async ({
    client,
    assert,
  }) => {
    const mine = await register(client)
    const theirs = await register(client)
    for (const id of [theirs.deviceId, mine.accountId, 'not-an-id']) {
      const response = await client.delete(`/v1/devices/${id}`).bearerToken(mine.accessToken)
      response.assertStatus(404)
      assert.equal(response.body().code, 'device.not-found')
    }
    const unharmed = await client
      .post('/v1/auth/refresh')
      .json({ refreshToken: theirs.refreshToken })
    unharmed.assertStatus(200)
  })

  test('logging out ends this device only, and twice is fine', async ({ client, assert }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    for (let time = 0; time < 2; time += 1) {
      const response = await client.post('/v1/auth/logout').bearerToken(phone.accessToken)
      response.assertStatus(204)
    }
    const refused = await client.post('/v1/auth/refresh').json({ refreshToken: phone.refreshToken })
    assert.equal(refused.body().code, 'auth.refresh-ended')
    const other = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    other.assertStatus(200)
  })

  test('a device that stayed away for thirty days is no longer listed', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const phone = await register(client)
    clock.advance(31 * 24 * 3600 * 1000)
    const tv = await logIn(client, phone.email)
    const response = await client.get('/v1/devices').bearerToken(tv.accessToken)
    assert.deepEqual(
      response.body().items.map((device: { id: string }) => device.id),
      [tv.deviceId]
    )
  })

  test('I can rename one, and no one else can', async ({ client, assert }) => {
    const phone = await register(client)
    const stranger = await register(client)
    const rename = (by: string, name: string) =>
      client.patch(`/v1/devices/${phone.deviceId}`).bearerToken(by).json({ name })
    const renamed = await rename(phone.accessToken, 'Kitchen tablet')
    renamed.assertStatus(200)
    assert.equal(renamed.body().name, 'Kitchen tablet')
    ;(await rename(stranger.accessToken, 'Mine')).assertStatus(404)
    ;(await rename(phone.accessToken, 'a\u0000b')).assertStatus(422)
  })

  test('I can end all others at once', async ({ client, assert }) => {
    const phone = await register(client)
    const others = [await logIn(client, phone.email), await logIn(client, phone.email)]
    const stranger = await register(client)
    ;(await client.delete('/v1/devices').bearerToken(phone.accessToken)).assertStatus(204)
    for (const { refreshToken } of others) {
      const refused = await client.post('/v1/auth/refresh').json({ refreshToken })
      assert.equal(refused.body().code, 'auth.refresh-ended')
    }
    for (const { refreshToken } of [phone, stranger]) {
      ;(await client.post('/v1/auth/refresh').json({ refreshToken })).assertStatus(200)
    }
  })

  test('I see where each was used last, as far as the edge says it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const headers = {
      countryHeader: identityConfig.countryHeader,
      cityHeader: identityConfig.cityHeader,
    }
    cleanup(() => void Object.assign(identityConfig, headers))
    Object.assign(identityConfig, {
      ...{ countryHeader: 'cloudfront-viewer-country', cityHeader: 'cloudfront-viewer-city' },
    })
    const phone = await register(client)
    const placeFrom = async (address: string, country: string, city: string) => {
      const refreshed = await client
        .post('/v1/auth/refresh')
        .header('x-forwarded-for', address)
        .header('cloudfront-viewer-country', country)
        .header('cloudfront-viewer-city', city)
        .json({ refreshToken: phone.refreshToken })
      phone.refreshToken = refreshed.body().refreshToken
      const listed = await client.get('/v1/devices').bearerToken(phone.accessToken)
      return listed.body().items[0].place
    }
    assert.deepEqual(await placeFrom('203.0.113.9', 'CH', 'Geneva'), {
      ...{ country: 'CH', city: 'Geneva', network: 'ipv4' },
    })
    assert.deepEqual(await placeFrom('2001:db8::1', '<b>', 'x'.repeat(500)), {
      ...{ country: null, city: 'x'.repeat(80), network: 'ipv6' },
    })
    Object.assign(identityConfig, { countryHeader: undefined, cityHeader: undefined })
    assert.deepEqual(await placeFrom('192.168.1.7', 'CH', 'Bern'), {
      ...{ country: null, city: null, network: 'private' },
    })
  })

  test('ended devices keep their names for history', async ({ client, assert }) => {
    const phone = await register(client)
    await client.post('/v1/auth/logout').bearerToken(phone.accessToken)
    const devicesByIds = await app.container.make(DevicesByIds)
    const id = phone.deviceId as DeviceId
    const named = await devicesByIds.handle({ ids: [id, phone.accountId as DeviceId] })
    assert.deepEqual([...named.values()], [{ id, ...PHONE } as never])
    const none = await devicesByIds.handle({ ids: [] })
    assert.equal(none.size, 0)
  })
})
