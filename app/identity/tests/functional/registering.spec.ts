import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { codeIn, linkIn, mailsTo, mailTo } from '#tests/captured_mail'
import { countQueries } from '#tests/query_count'
import {
  logIn,
  newAddress,
  newEmail,
  PASSWORD,
  PHONE,
  register,
  registerAs,
} from '../support/viewers.js'

const MINUTE_MS = 60_000

function request(client: ApiClient, email: string, address = newAddress(), password = PASSWORD) {
  return client
    .post('/v1/auth/register')
    .header('x-forwarded-for', address)
    .json({ email, password })
}

async function requested(client: ApiClient, email: string): Promise<string> {
  const response = await request(client, email)
  response.assertStatus(202)
  return response.body().registrationId
}

function confirm(client: ApiClient, body: object, address = newAddress()) {
  return client
    .post('/v1/auth/register/confirm')
    .header('x-forwarded-for', address)
    .json({ device: PHONE, ...body })
}

/** A code that is not the one in the mail. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000')

/** What an answer shows but for what differs between any two. */
function shown(response: ApiResponse) {
  const headers = { ...response.headers() }
  for (const name of ['date', 'x-request-id']) delete headers[name]
  const body = response.body()
  const shape = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value])
  )
  return { status: response.status(), headers, shape }
}

test.group('Registering', () => {
  test('I get an account, a profile, a device and tokens', async ({ client, assert }) => {
    const email = newEmail()
    const response = await registerAs(client, { email, password: PASSWORD, displayName: 'Ada' })

    response.assertHeader('cache-control', 'no-store')
    const body = response.body()
    const { id } = body.account
    assert.deepEqual(body.account, { id, email, emailVerified: true, roles: ['viewer'] })
    assert.deepEqual(body.device, { id: body.device.id, ...PHONE })
    assert.lengthOf(body.profiles, 1)
    assert.containSubset(body.profiles[0], {
      name: 'Ada',
      avatar: null,
      language: 'en',
      kids: false,
      maturityLimit: 18,
    })
    const lifetimeMs = Date.parse(body.accessTokenExpiresAt) - Date.now()
    assert.closeTo(lifetimeMs, 15 * MINUTE_MS, 5_000)
  })

  test('my first profile is called Me when I give no name', async ({ client, assert }) => {
    const viewer = await register(client)
    const response = await client.get('/v1/account').bearerToken(viewer.accessToken)
    assert.equal(response.body().profiles[0].name, 'Me')
  })

  test('neither my password nor my refresh token nor my code is kept in the database', async ({
    client,
    assert,
  }) => {
    const email = newEmail()
    await requested(client, email)
    const mail = await mailTo(email)
    const pending = await db.from('identity.mailed_codes').where('email', email).firstOrFail()
    assert.match(pending.password_hash, /^\$argon2id\$v=19\$.*m=19456/)
    const { token = '' } = linkIn(mail).secrets
    const kept = Object.values(pending).map((value) =>
      Buffer.isBuffer(value) ? value.toString('hex') + value.toString() : String(value)
    )
    for (const secret of [codeIn(mail), token, Buffer.from(token, 'base64url').toString('hex')]) {
      assert.isFalse(kept.some((value) => value.includes(secret)))
    }

    const { accountId, refreshToken } = await register(client)
    const account = await db.from('identity.accounts').where('id', accountId).firstOrFail()
    assert.match(account.password_hash, /^\$argon2id\$v=19\$.*m=19456/)
    const tokens = await db
      .from('identity.refresh_tokens as t')
      .join('identity.refresh_families as f', 'f.id', 't.family_id')
      .join('identity.devices as d', 'd.id', 'f.device_id')
      .where('d.account_id', accountId)
    assert.lengthOf(tokens, 1)
    assert.notInclude(JSON.stringify(tokens), refreshToken)
    assert.lengthOf(tokens[0].token_hash, 32)
  })

  test('there is no account before the code', async ({ client }) => {
    const email = newEmail()
    await requested(client, email)
    await mailTo(email)
    const response = await client
      .post('/v1/auth/login')
      .json({ email, password: PASSWORD, device: PHONE })
    response.assertStatus(401)
  })

  test('the link completes it on another device, for who knows the password', async ({
    client,
    assert,
  }) => {
    const email = newEmail()
    await requested(client, email)
    const { path, secrets } = linkIn(await mailTo(email))
    assert.equal(path, '/register/confirm')
    const { id: registrationId, token } = secrets

    const without = await confirm(client, { registrationId, token })
    without.assertStatus(403)
    const wrong = await confirm(client, { registrationId, token, password: 'some other password' })
    wrong.assertStatus(403)
    assert.equal(wrong.body().errors[0].field, 'password')

    const right = await confirm(client, { registrationId, token, password: PASSWORD })
    right.assertStatus(201)
    assert.equal(right.body().account.email, email)
  })

  const valid = { email: 'someone@example.com', password: PASSWORD }

  test('{0} is refused and named')
    .with([
      ['email', { ...valid, email: 'not an e-mail' }],
      ['email', { ...valid, email: 'ada@example.com\r\nBcc: victim@example.com' }],
      ['email', { ...valid, email: `${'a'.repeat(250)}@example.com` }],
      ['password', { ...valid, password: 'ninechars' }],
      ['password', { ...valid, password: 'x'.repeat(129) }],
      ['password', { ...valid, password: 'Password2024!' }],
      ['displayName', { ...valid, displayName: '   ' }],
      ['displayName', { ...valid, displayName: 'nul\u0000byte' }],
      ['displayName', { ...valid, displayName: 'Ada\r\nBcc: victim@example.com' }],
      ['roles', { ...valid, roles: ['admin'] }],
      ['device', { ...valid, device: PHONE }],
    ] as [string, object][])
    .run(async ({ client, assert }, [field, body]) => {
      const response = await client
        .post('/v1/auth/register')
        .header('x-forwarded-for', newAddress())
        .json(body)
      response.assertStatus(422)
      assert.include(
        response.body().errors.map((error: { field: string }) => error.field),
        field
      )
    })

  test('a body that is not JSON is refused', async ({ client }) => {
    const response = await client
      .post('/v1/auth/register')
      .header('content-type', 'application/json')
      .setup((asked) => {
        asked.request.send('{"email":')
      })
    response.assertStatus(400)
  })
})

test.group('Registering an address that has an account', () => {
  test('looks the same to who asks, and costs the service the same', async ({
    client,
    assert,
    cleanup,
  }) => {
    const taken = await register(client)
    const make = hash.make.bind(hash)
    let hashes = 0
    hash.make = (...args) => {
      hashes += 1
      return make(...args)
    }
    cleanup(() => {
      hash.make = make
    })
    const look = async (email: string) => {
      hashes = 0
      let response: ApiResponse | undefined
      const queries = await countQueries(async () => {
        response = await request(client, email)
      })
      return { ...shown(response!), hashes, queries }
    }
    const known = await look(taken.email)
    const unknown = await look(newEmail())
    assert.deepEqual(known, unknown)
    assert.equal(known.status, 202)
    assert.equal(known.hashes, 1)
    assert.equal(known.queries, 1)
  })

  test('its owner is told by mail, whatever the case, and the account stays as it is', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const response = await request(
      client,
      ` ${email.toUpperCase()} `,
      newAddress(),
      'a new password'
    )
    response.assertStatus(202)
    const mail = await mailTo(email, 'already')
    assert.include(mail.text, '/login')
    assert.include(mail.text, '/forgot')
    assert.notMatch(mail.text, /^\d{6}$/m)
    await logIn(client, email)
  })

  test('no code opens it, as its answer to codes is that of any other', async ({
    client,
    assert,
  }) => {
    const { email } = await register(client)
    const ofTaken = await confirm(client, {
      registrationId: await requested(client, email),
      code: '123456',
    })
    const ofNew = await confirm(client, {
      registrationId: await requested(client, newEmail()),
      code: '123456',
    })
    assert.deepEqual(shown(ofTaken), shown(ofNew))
    ofTaken.assertStatus(403)
  })
})

test.group('Codes by mail', (group) => {
  group.each.teardown(() => clock.restore())

  test('work once', async ({ client, assert }) => {
    const email = newEmail()
    const registrationId = await requested(client, email)
    const code = codeIn(await mailTo(email))
    const first = await confirm(client, { registrationId, code })
    first.assertStatus(201)
    const second = await confirm(client, { registrationId, code })
    second.assertStatus(403)
    assert.equal(second.body().code, 'mailed-code.wrong')
  })

  test('of many who use one at once, one gets in', async ({ client, assert }) => {
    const email = newEmail()
    const registrationId = await requested(client, email)
    const code = codeIn(await mailTo(email))
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => confirm(client, { registrationId, code }))
    )
    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [201, ...Array<number>(7).fill(403)])
  })

  test('of two registrations of one address, the first to be completed ends the other', async ({
    client,
  }) => {
    const email = newEmail()
    const one = await requested(client, email)
    const codeOfOne = codeIn(await mailTo(email))
    const other = await requested(client, email)
    const codeOfOther = codeIn(await mailTo(email, '', 2))
    const first = await confirm(client, { registrationId: other, code: codeOfOther })
    first.assertStatus(201)
    const second = await confirm(client, { registrationId: one, code: codeOfOne })
    second.assertStatus(403)
  })

  test('are of their own registration only', async ({ client }) => {
    const [email, otherEmail] = [newEmail(), newEmail()]
    const registrationId = await requested(client, email)
    await requested(client, otherEmail)
    const otherMail = await mailTo(otherEmail)
    const byCode = await confirm(client, { registrationId, code: codeIn(otherMail) })
    byCode.assertStatus(403)
    const { token } = linkIn(otherMail).secrets
    const byLink = await confirm(client, { registrationId, token, password: PASSWORD })
    byLink.assertStatus(403)
  })

  test('end after half an hour', async ({ client }) => {
    const email = newEmail()
    const registrationId = await requested(client, email)
    const code = codeIn(await mailTo(email))
    clock.freeze(Date.now() + 30 * MINUTE_MS + 1000)
    const response = await confirm(client, { registrationId, code })
    response.assertStatus(403)
  })

  test('bear five wrong guesses, from wherever they come, also at once', async ({
    client,
    assert,
  }) => {
    const email = newEmail()
    const registrationId = await requested(client, email)
    const code = codeIn(await mailTo(email))
    const guesses = await Promise.all(
      Array.from({ length: 5 }, () => confirm(client, { registrationId, code: otherThan(code) }))
    )
    assert.deepEqual(new Set(guesses.map((guess) => guess.status())), new Set([403]))
    const right = await confirm(client, { registrationId, code })
    right.assertStatus(403)
  })

  test('four wrong guesses leave the right one', async ({ client }) => {
    const email = newEmail()
    const registrationId = await requested(client, email)
    const code = codeIn(await mailTo(email))
    for (let guess = 0; guess < 4; guess += 1) {
      await confirm(client, { registrationId, code: otherThan(code) })
    }
    const right = await confirm(client, {
      registrationId,
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    })
    right.assertStatus(201)
  })

  test('{0} is refused')
    .with([
      ['nothing of the mail', {}],
      ['both code and link', { code: '123456', token: 'a'.repeat(43) }],
      ['a code that is none', { code: '12345x' }],
      ['an id that is none', { registrationId: 'mine', code: '123456' }],
    ] as [string, object][])
    .run(async ({ client }, [, body]) => {
      const registrationId = '00000000-0000-4000-8000-000000000000'
      const response = await confirm(client, { registrationId, ...body })
      response.assertStatus(422)
    })
})

test.group('Asking for mails', () => {
  test('one address gets five from one network, and others are not kept waiting', async ({
    client,
    assert,
  }) => {
    const email = newEmail()
    const address = newAddress()
    const statuses: number[] = []
    for (let asked = 0; asked < 6; asked += 1) {
      const response = await request(client, email, address)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(5).fill(202), 429])
    const neighbour = await request(client, newEmail(), address)
    neighbour.assertStatus(202)
    const elsewhere = await request(client, email)
    elsewhere.assertStatus(202)
    const mails = await mailsTo(email)
    assert.isAtMost(mails.length, 6)
  })

  test('a thousand networks cannot flood one mailbox', async ({ client, assert }) => {
    const email = newEmail()
    const statuses: number[] = []
    for (let asked = 0; asked < 22; asked += 1) {
      const response = await client
        .post('/v1/auth/password/forgot')
        .header('x-forwarded-for', newAddress())
        .json({ email })
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(20).fill(202), 429, 429])
  })
})
