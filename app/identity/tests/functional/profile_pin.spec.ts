import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { playableFilm } from '#database/factories/playable_titles'
import { clock } from '#core/clock'
import { countQueries } from '#tests/query_count'
import { logIn, newAddress, register, type Viewer } from '../support/viewers.js'

const PIN = '4711'
const HOURS = 3_600_000

function setPin(client: ApiClient, { accessToken, profileId }: Viewer, pin = PIN) {
  return client.put(`/v1/profiles/${profileId}/pin`).bearerToken(accessToken).json({ pin })
}

function unlock(client: ApiClient, viewer: Viewer, pin = PIN, address = newAddress()) {
  return client
    .post(`/v1/profiles/${viewer.profileId}/unlock`)
    .header('x-forwarded-for', address)
    .bearerToken(viewer.accessToken)
    .json({ pin })
}

function open(client: ApiClient, { profileId }: Viewer, token: string) {
  return client.get(`/v1/profiles/${profileId}`).bearerToken(token)
}

/** A household with a PIN on its first profile, on the phone where it was set and on a TV. */
async function withPin(client: ApiClient) {
  const phone = await register(client)
  const set = await setPin(client, phone)
  set.assertStatus(200)
  const tv = await logIn(client, phone.email)
  return { phone: { ...phone, accessToken: set.body().accessToken as string }, tv }
}

test.group('A profile with a PIN', (group) => {
  group.each.teardown(() => clock.restore())

  test('is open where the PIN was set and locked on my other devices', async ({
    client,
    assert,
  }) => {
    const { phone, tv } = await withPin(client)
    ;(await open(client, phone, phone.accessToken)).assertStatus(200)
    const locked = await open(client, tv, tv.accessToken)
    locked.assertStatus(403)
    assert.equal(locked.body().code, 'profile.locked')
    const { titleId } = await playableFilm()
    for (const path of ['history', 'continue-watching', 'home']) {
      const refused = await client
        .get(`/v1/profiles/${tv.profileId}/${path}`)
        .bearerToken(tv.accessToken)
      assert.equal(refused.body().code, 'profile.locked', path)
    }
    const play = await client
      .post('/v1/playback/sessions')
      .bearerToken(tv.accessToken)
      .json({ titleId, profileId: tv.profileId })
    assert.equal(play.body().code, 'profile.locked')
  })

  test('opens with the PIN, stays open through refreshes, and locks itself after four hours', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const { tv } = await withPin(client)
    const unlocked = await unlock(client, tv)
    unlocked.assertStatus(200)
    ;(await open(client, tv, unlocked.body().accessToken)).assertStatus(200)

    clock.advance(4 * HOURS - 60_000)
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    const token = refreshed.body().accessToken
    ;(await open(client, tv, token)).assertStatus(200)
    clock.advance(61_000)
    const late = await open(client, tv, token)
    assert.equal(late.body().code, 'profile.locked')
  })

  test('is checked without a question to the database', async ({ client, assert }) => {
    const { tv } = await withPin(client)
    const unlocked = await unlock(client, tv)
    const token = unlocked.body().accessToken
    const count = await countQueries(async () => {
      ;(await open(client, tv, token)).assertStatus(200)
    })
    assert.equal(count, 1)
    const refused = await countQueries(async () => {
      ;(await open(client, tv, tv.accessToken)).assertStatus(403)
    })
    assert.equal(refused, 0)
  })

  test('can be locked again at once', async ({ client, assert }) => {
    const { tv } = await withPin(client)
    const { accessToken } = (await unlock(client, tv)).body()
    const again = await client
      .delete(`/v1/profiles/${tv.profileId}/unlock`)
      .bearerToken(accessToken)
    const locked = await open(client, tv, again.body().accessToken)
    assert.equal(locked.body().code, 'profile.locked')
  })

  test('locks other devices when the PIN is changed, and opens with the new one only', async ({
    client,
    assert,
  }) => {
    const { phone, tv } = await withPin(client)
    ;(await unlock(client, tv)).assertStatus(200)
    ;(await setPin(client, phone, '0000')).assertStatus(200)
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    const locked = await open(client, tv, refreshed.body().accessToken)
    assert.equal(locked.body().code, 'profile.locked')
    const old = await unlock(client, tv)
    old.assertStatus(403)
    assert.equal(old.body().code, 'profile.wrong-pin')
    ;(await unlock(client, tv, '0000')).assertStatus(200)
  })

  test('cannot be guessed: parallel guesses end, also with the right PIN', async ({
    client,
    assert,
  }) => {
    const { tv } = await withPin(client)
    const address = newAddress()
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => unlock(client, tv, String(1000 + index), address))
    )
    const wrong = guesses.filter((guess) => guess.status() === 403)
    assert.isAtMost(wrong.length, 10)
    const right = await unlock(client, tv, PIN, address)
    right.assertStatus(429)
    assert.isDefined(right.header('retry-after'))
  })

  test('keeps no PIN that could be read', async ({ client, assert }) => {
    const { phone } = await withPin(client)
    const row = await db.from('identity.profiles').where('id', phone.profileId).firstOrFail()
    assert.match(row.pin_hash, /^\$argon2id\$/)
    const shown = await open(client, phone, phone.accessToken)
    assert.isTrue(shown.body().hasPin)
    assert.notInclude(JSON.stringify(shown.body()), 'argon2')
  })

  test('can lose a forgotten PIN by the password only', async ({ client, assert }) => {
    const { tv } = await withPin(client)
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    const remove = (token: string) =>
      client.delete(`/v1/profiles/${tv.profileId}/pin`).bearerToken(token)
    const refused = await remove(refreshed.body().accessToken)
    assert.equal(refused.body().code, 'auth.confirmation-required')
    const removed = await remove(tv.accessToken)
    removed.assertStatus(200)
    ;(await open(client, tv, removed.body().accessToken)).assertStatus(200)
    const none = await unlock(client, tv)
    none.assertStatus(409)
  })

  test('is not opened by the PIN of another account’s profile, nor touched by it', async ({
    client,
    assert,
  }) => {
    const { tv } = await withPin(client)
    const stranger = await register(client)
    const answers = await Promise.all([
      unlock(client, { ...tv, accessToken: stranger.accessToken }),
      setPin(client, { ...tv, accessToken: stranger.accessToken }),
      client.delete(`/v1/profiles/${tv.profileId}/unlock`).bearerToken(stranger.accessToken),
    ])
    assert.deepEqual(
      answers.map((answer) => answer.body().code),
      ['profile.not-found', 'profile.not-found', 'profile.not-found']
    )
  })

  test('{0} is no PIN')
    .with(['123', '12345', 'abcd', '１２３４', '12 4', ''])
    .run(async ({ client }, pin) => {
      const viewer = await register(client)
      ;(await setPin(client, viewer, pin)).assertStatus(422)
    })
})

test.group('Passing a maturity limit', () => {
  async function household(client: ApiClient) {
    const parent = await register(client)
    const kid = await client
      .post('/v1/profiles')
      .bearerToken(parent.accessToken)
      .json({ name: 'Byron', kids: true })
    ;(await setPin(client, parent)).assertStatus(200)
    const { titleId } = await playableFilm({ maturity: 16 })
    const play = (pin?: string, token = parent.accessToken) =>
      client
        .post('/v1/playback/sessions')
        .header('x-forwarded-for', newAddress())
        .bearerToken(token)
        .json({ titleId, profileId: kid.body().id, ...(pin ? { pin } : {}) })
    return { parent, play }
  }

  test('takes a grown-up’s PIN, each time', async ({ client, assert }) => {
    const { play } = await household(client)
    const without = await play()
    assert.equal(without.body().code, 'playback.maturity')
    const wrong = await play('0000')
    wrong.assertStatus(403)
    assert.equal(wrong.body().code, 'profile.wrong-pin')
    ;(await play(PIN)).assertStatus(201)
    assert.equal((await play()).body().code, 'playback.maturity')
  })

  test('needs a profile that has a PIN and may watch it itself', async ({ client, assert }) => {
    const { parent, play } = await household(client)
    const lowered = await client
      .patch(`/v1/profiles/${parent.profileId}`)
      .bearerToken(parent.accessToken)
      .json({ maturityLimit: 12 })
    lowered.assertStatus(200)
    const refused = await play(PIN)
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'profile.no-pin')
  })
})
