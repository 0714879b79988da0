import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { logIn, newAddress, PASSWORD, register } from '../support/viewers.js'

/** A tablet that was handed to a child of the household. */
async function handedOver(client: ApiClient) {
  const parent = await register(client)
  const kid = await client
    .post('/v1/profiles')
    .bearerToken(parent.accessToken)
    .json({ name: 'Byron', kids: true })
  const tablet = await logIn(client, parent.email)
  const kidsProfileId: string = kid.body().id
  const handed = await client
    .post(`/v1/profiles/${kidsProfileId}/hand-over`)
    .bearerToken(tablet.accessToken)
  handed.assertStatus(200)
  return { parent, tablet, kidsProfileId, token: handed.body().accessToken as string }
}

test.group('A device in a child’s hands', () => {
  test('shows the kids profile and nothing else of the account', async ({ client, assert }) => {
    const { parent, tablet, kidsProfileId, token } = await handedOver(client)
    const get = (path: string, by = token) => client.get(path).bearerToken(by)
    const profiles = await get('/v1/profiles')
    assert.deepEqual(
      profiles.body().items.map(({ id }: { id: string }) => id),
      [kidsProfileId]
    )
    ;(await get(`/v1/profiles/${kidsProfileId}/home`)).assertStatus(200)
    const grownUps = await get(`/v1/profiles/${parent.profileId}`)
    assert.equal(grownUps.body().code, 'profile.not-found')
    for (const path of ['/v1/account', '/v1/devices']) {
      assert.equal((await get(path)).body().code, 'device.kids-mode', path)
    }
    const refreshed = await client
      .post('/v1/auth/refresh')
      .json({ refreshToken: tablet.refreshToken })
    assert.lengthOf(refreshed.body().profiles, 1)
    const later = await get('/v1/account', refreshed.body().accessToken)
    assert.equal(later.body().code, 'device.kids-mode')
  })

  test('changes no profile, makes none, and hands itself to nobody', async ({ client, assert }) => {
    const { parent, kidsProfileId, token } = await handedOver(client)
    const attempts = [
      client.patch(`/v1/profiles/${kidsProfileId}`).json({ kids: false }),
      client.patch(`/v1/profiles/${kidsProfileId}`).json({ name: 'King Byron' }),
      client.delete(`/v1/profiles/${parent.profileId}`),
      client.post('/v1/profiles').json({ name: 'Grown up' }),
      client.put(`/v1/profiles/${kidsProfileId}/pin`).json({ pin: '1234' }),
      client.post(`/v1/profiles/${kidsProfileId}/hand-over`),
      client.delete(`/v1/devices/${parent.deviceId}`),
    ]
    for (const attempt of attempts) {
      const refused = await attempt.bearerToken(token)
      refused.assertStatus(403)
      assert.equal(refused.body().code, 'device.kids-mode')
    }
  })

  test('is taken back by the password, not by a guess', async ({ client, assert }) => {
    const { token, tablet } = await handedOver(client)
    const confirm = (password: string) =>
      client
        .post('/v1/auth/confirm-identity')
        .header('x-forwarded-for', newAddress())
        .bearerToken(token)
        .json({ password })
    ;(await confirm('please please please')).assertStatus(403)
    const back = await confirm(PASSWORD)
    back.assertStatus(200)
    ;(await client.get('/v1/account').bearerToken(back.body().accessToken)).assertStatus(200)
    const refreshed = await client
      .post('/v1/auth/refresh')
      .json({ refreshToken: tablet.refreshToken })
    assert.lengthOf(refreshed.body().profiles, 2)
  })

  test('is taken back by the PIN of a grown-up’s profile, not by a sibling’s', async ({
    client,
    assert,
  }) => {
    const { parent, kidsProfileId, token } = await handedOver(client)
    const setPin = (id: string, pin: string) =>
      client.put(`/v1/profiles/${id}/pin`).bearerToken(parent.accessToken).json({ pin })
    await setPin(parent.profileId, '4711')
    await setPin(kidsProfileId, '1111')
    const unlock = (id: string, pin: string) =>
      client
        .post(`/v1/profiles/${id}/unlock`)
        .header('x-forwarded-for', newAddress())
        .bearerToken(token)
        .json({ pin })
    const siblings = await unlock(kidsProfileId, '1111')
    const still = await client.get('/v1/account').bearerToken(siblings.body().accessToken)
    assert.equal(still.body().code, 'device.kids-mode')
    const grownUp = await unlock(parent.profileId, '4711')
    ;(await client.get('/v1/account').bearerToken(grownUp.body().accessToken)).assertStatus(200)
  })

  test('can only be one with a kids profile', async ({ client, assert }) => {
    const { parent } = await handedOver(client)
    const refused = await client
      .post(`/v1/profiles/${parent.profileId}/hand-over`)
      .bearerToken(parent.accessToken)
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'profile.not-for-kids')
  })

  test('a kids profile is altered by a confirmed owner only, on any device', async ({
    client,
    assert,
  }) => {
    const { parent, kidsProfileId } = await handedOver(client)
    const refreshed = await client
      .post('/v1/auth/refresh')
      .json({ refreshToken: parent.refreshToken })
    const change = (id: string, token: string, body: object) =>
      client.patch(`/v1/profiles/${id}`).bearerToken(token).json(body)
    const unconfirmed = refreshed.body().accessToken
    for (const [id, body] of [
      [kidsProfileId, { kids: false }],
      [kidsProfileId, { language: 'de' }],
      [parent.profileId, { maturityLimit: 0 }],
    ] as const) {
      const refused = await change(id, unconfirmed, body)
      assert.equal(refused.body().code, 'auth.confirmation-required')
    }
    const style = await change(parent.profileId, unconfirmed, {
      autoplayNextEpisode: false,
      subtitleStyle: {
        ...{ sizePercent: 150, color: '#ffff00', textOpacity: 1, edge: 'outline' },
        ...{ backgroundColor: '#000000', backgroundOpacity: 0.5, font: 'sans-serif' },
      },
    })
    style.assertStatus(200)
    assert.equal(style.body().subtitleStyle.sizePercent, 150)
    assert.isFalse(style.body().autoplayNextEpisode)
    ;(await change(kidsProfileId, parent.accessToken, { maturityLimit: 12 })).assertStatus(200)
  })
})
