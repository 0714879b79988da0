import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { DeviceEnded } from '#identity'
import emitter from '@adonisjs/core/services/emitter'
import { linkIn, mailTo } from '#tests/captured_mail'
import { countQueries } from '#tests/query_count'
import {
  cookieOf,
  logIn,
  newAddress,
  newEmail,
  PASSWORD,
  register,
  TV,
  viewerOf,
} from '../support/viewers.js'

const NEW_PASSWORD = 'another staple entirely'
const MINUTE_MS = 60_000

function forgot(client: ApiClient, email: string) {
  return client
    .post('/v1/auth/password/forgot')
    .header('x-forwarded-for', newAddress())
    .json({ email })
}

/** Asks for a new password and answers what the mail's link carries. */
async function linkFor(client: ApiClient, email: string, nth = 1) {
  const response = await forgot(client, email)
  response.assertStatus(202)
  const { path, secrets } = linkIn(await mailTo(email, 'Choose a new', nth))
  return { path, resetId: secrets.id!, token: secrets.token! }
}

function reset(
  client: ApiClient,
  { resetId, token, newPassword = NEW_PASSWORD }: Record<string, string | undefined>
) {
  return client
    .post('/v1/auth/password/reset')
    .header('x-forwarded-for', newAddress())
    .json({ resetId, token, newPassword })
}

function tryToLogIn(client: ApiClient, email: string, password: string, address = newAddress()) {
  return client
    .post('/v1/auth/login')
    .header('x-forwarded-for', address)
    .json({ email, password, device: TV })
}

test.group('A forgotten password', (group) => {
  group.each.teardown(() => clock.restore())

  test('is replaced by the link of a mail, and every device is logged out', async ({
    client,
    assert,
    cleanup,
  }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const ended: string[] = []
    cleanup(emitter.on(DeviceEnded, ({ deviceId }) => void ended.push(deviceId)))

    const { path, resetId, token } = await linkFor(client, phone.email)
    assert.equal(path, '/reset')
    const response = await reset(client, { resetId, token })
    response.assertStatus(204)

    assert.deepEqual(ended.sort(), [phone.deviceId, tv.deviceId].sort())
    for (const { refreshToken } of [phone, tv]) {
      const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken })
      refreshed.assertStatus(401)
    }
    const old = await tryToLogIn(client, phone.email, PASSWORD)
    old.assertStatus(401)
    const fresh = await tryToLogIn(client, phone.email, NEW_PASSWORD)
    fresh.assertStatus(200)
    await mailTo(phone.email, 'was changed')
  })

  test('of an address without an account looks and costs the same', async ({ client, assert }) => {
    const { email } = await register(client)
    const stranger = newEmail()
    const ask = async (address: string) => {
      let status = 0
      let fields: string[] = []
      const queries = await countQueries(async () => {
        const response = await forgot(client, address)
        status = response.status()
        fields = Object.keys(response.body())
      })
      return { status, fields, queries }
    }
    assert.deepEqual(await ask(email), await ask(stranger))
    const mail = await mailTo(stranger, 'No FlixFlow account')
    assert.notInclude(mail.text, '#')
  })

  test('link works once, also for many at once', async ({ client, assert }) => {
    const { email } = await register(client)
    const link = await linkFor(client, email)
    const responses = await Promise.all(Array.from({ length: 6 }, () => reset(client, link)))
    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [204, ...Array<number>(5).fill(403)])
    const again = await reset(client, link)
    again.assertStatus(403)
  })

  test('link ends after half an hour', async ({ client }) => {
    const { email } = await register(client)
    const link = await linkFor(client, email)
    clock.freeze(Date.now() + 30 * MINUTE_MS + 1000)
    const response = await reset(client, link)
    response.assertStatus(403)
  })

  test('link ends with the change that another link made', async ({ client }) => {
    const { email } = await register(client)
    const first = await linkFor(client, email)
    const second = await linkFor(client, email, 2)
    const used = await reset(client, second)
    used.assertStatus(204)
    const left = await reset(client, first)
    left.assertStatus(403)
  })

  test('takes {0} for no link')
    .with([
      ['another account’s token', 'foreign'],
      ['a registration’s token', 'registration'],
      ['a made-up token', 'made up'],
    ] as [string, 'foreign' | 'registration' | 'made up'][])
    .run(async ({ client }, [, kind]) => {
      const { email } = await register(client)
      const { resetId } = await linkFor(client, email)
      const other = { 'foreign': foreign, 'registration': registration, 'made up': madeUp }[kind]
      const response = await reset(client, await other(client, resetId))
      response.assertStatus(403)
      const still = await tryToLogIn(client, email, PASSWORD)
      still.assertStatus(200)
    })

  test('is not replaced by one that is easy to guess, and the link can be used again', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const link = await linkFor(client, email)
    const weak = await reset(client, { ...link, newPassword: 'password2024' })
    weak.assertStatus(422)
    assert.equal(weak.body().code, 'password.refused')
    assert.equal(weak.body().rule, 'common')
    assert.equal(weak.body().errors[0].field, 'newPassword')
    const strong = await reset(client, link)
    strong.assertStatus(204)
  })

  test('lets me in although strangers guess at my account', async ({ client }) => {
    const { email } = await register(client)
    for (let done = 0; done < 100; done += 20) {
      await Promise.all(
        Array.from({ length: 20 }, () => tryToLogIn(client, email, 'not the password'))
      )
    }
    const response = await reset(client, await linkFor(client, email))
    const cookie = cookieOf(response, 'flixflow_known')
    const stranger = await tryToLogIn(client, email, NEW_PASSWORD)
    stranger.assertStatus(429)
    const owner = await tryToLogIn(client, email, NEW_PASSWORD).header('cookie', cookie)
    owner.assertStatus(200)
  }).timeout(60_000)

  test('is given to an account that had none, whose e-mail is then verified', async ({
    client,
    assert,
  }) => {
    const { email, accountId } = await register(client)
    const account = db.from('identity.accounts').where('id', accountId)
    await account.clone().update({ password_hash: null, email_verified_at: null })
    const response = await reset(client, await linkFor(client, email))
    response.assertStatus(204)
    const owner = await tryToLogIn(client, email, NEW_PASSWORD)
    owner.assertStatus(200)
    assert.isTrue(owner.body().account.emailVerified)
  })
})

async function foreign(client: ApiClient, resetId: string) {
  const { email } = await register(client)
  const { token } = await linkFor(client, email)
  return { resetId, token }
}

async function registration(client: ApiClient) {
  const email = newEmail()
  await client
    .post('/v1/auth/register')
    .header('x-forwarded-for', newAddress())
    .json({ email, password: PASSWORD })
  const { secrets } = linkIn(await mailTo(email))
  return { resetId: secrets.id, token: secrets.token }
}

async function madeUp(_client: ApiClient, resetId: string) {
  return { resetId, token: 'a'.repeat(43) }
}

test.group('Changing the password', () => {
  function change(client: ApiClient, accessToken: string, body: object = {}) {
    return client
      .post('/v1/account/password')
      .header('x-forwarded-for', newAddress())
      .bearerToken(accessToken)
      .json({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...body })
  }

  test('logs the other devices out, not this one, and tells me by mail', async ({ client }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const response = await change(client, phone.accessToken)
    response.assertStatus(204)

    const here = await client.post('/v1/auth/refresh').json({ refreshToken: phone.refreshToken })
    here.assertStatus(200)
    const there = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    there.assertStatus(401)
    const fresh = await tryToLogIn(client, phone.email, NEW_PASSWORD)
    fresh.assertStatus(200)
    await mailTo(phone.email, 'was changed')
  })

  test('keeps the other devices when I say so', async ({ client }) => {
    const phone = await register(client)
    const tv = await logIn(client, phone.email)
    const response = await change(client, phone.accessToken, { keepOtherDevices: true })
    response.assertStatus(204)
    const there = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    there.assertStatus(200)
  })

  test('takes the current one, which cannot be guessed', async ({ client, assert }) => {
    const { accessToken, email } = await register(client)
    const statuses: number[] = []
    const address = newAddress()
    for (let guess = 0; guess < 11; guess += 1) {
      const response = await change(client, accessToken, {
        currentPassword: 'not the password',
      }).header('x-forwarded-for', address)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(403), 429])
    const still = await tryToLogIn(client, email, PASSWORD)
    still.assertStatus(200)
  })

  test('of two changes at once one is made', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const responses = await Promise.all([
      change(client, accessToken, { newPassword: 'one of the two words' }),
      change(client, accessToken, { newPassword: 'other of the two words' }),
    ])
    assert.deepEqual(responses.map((response) => response.status()).sort(), [204, 403])
  })

  test('refuses one that is easy to guess, and says why', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const response = await change(client, accessToken, { newPassword: 'qwertyuiop123' })
    response.assertStatus(422)
    assert.equal(response.body().rule, 'common')
  })

  test('ends a link to reset it that was mailed before', async ({ client }) => {
    const { accessToken, email } = await register(client)
    const link = await linkFor(client, email)
    await change(client, accessToken)
    const response = await reset(client, link)
    response.assertStatus(403)
  })

  test('an account without one is told how to get one', async ({ client, assert }) => {
    const { accessToken, accountId } = await register(client)
    await db.from('identity.accounts').where('id', accountId).update({ password_hash: null })
    const response = await change(client, accessToken)
    response.assertStatus(409)
    assert.equal(response.body().code, 'password.none')
  })
})

test.group('Logging in', () => {
  test('costs the same queries for a wrong password and an unknown e-mail', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const known = await countQueries(() => tryToLogIn(client, email, 'not the password'))
    const unknown = await countQueries(() => tryToLogIn(client, newEmail(), 'not the password'))
    assert.equal(known, unknown)
    assert.equal(known, 1)
  })

  test('on a new device is told by mail, whose link logs it out', async ({ client, assert }) => {
    const phone = await register(client)
    const response = await tryToLogIn(client, phone.email, PASSWORD, '198.51.100.77')
    const tv = viewerOf(phone.email, response)
    const mail = await mailTo(phone.email, 'new device')
    assert.include(mail.text, 'Device: Living room')
    assert.include(mail.text, 'Network: 198.51.100.x')
    assert.notInclude(mail.text, '198.51.100.77')

    const { path, secrets } = linkIn(mail)
    assert.equal(path, '/end-device')
    const ended = await client.post('/v1/auth/devices/end').json(secrets)
    ended.assertStatus(204)
    const there = await client.post('/v1/auth/refresh').json({ refreshToken: tv.refreshToken })
    there.assertStatus(401)
    const here = await client.post('/v1/auth/refresh').json({ refreshToken: phone.refreshToken })
    here.assertStatus(200)
    const again = await client.post('/v1/auth/devices/end').json(secrets)
    again.assertStatus(204)
  })

  test('for the first time, or where I did before, is no news', async ({ client, assert }) => {
    const { email } = await register(client)
    const first = await tryToLogIn(client, email, PASSWORD)
    await mailTo(email, 'new device')
    const cookie = cookieOf(first, 'flixflow_known')
    const again = await tryToLogIn(client, email, PASSWORD).header('cookie', cookie)
    again.assertStatus(200)
    // The one after it is told of, so a mail about the one before would be there too.
    await tryToLogIn(client, email, PASSWORD)
    await mailTo(email, 'new device', 2)
    await assert.rejects(() => mailTo(email, 'new device', 3, 200))
  })

  test('cannot be ended by {0}')
    .with([
      ['a made-up token', () => 'aaaa.bbbb.cccc'],
      ['an access token', (accessToken: string) => accessToken],
    ] as [string, (accessToken: string) => string][])
    .run(async ({ client }, [, tokenFrom]) => {
      const { accessToken } = await register(client)
      const token = tokenFrom(accessToken)
      const response = await client.post('/v1/auth/devices/end').json({ token })
      response.assertStatus(403)
    })
})
