import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import Account from '../../models/account.js'
import { hashPassword } from '../../password.js'
import { challengeOf, giveCode, turnOnTwoFactor } from '../support/two_factor.js'
import { foundOpen, newAddress, PASSWORD, register, TV } from '../support/viewers.js'

const MINUTE_MS = 60_000

/** The time step must not change between showing a code and checking it. */
function stopTheClock() {
  clock.freeze()
  return () => clock.restore()
}

test.group('Setting up two-factor log-in', (group) => {
  group.each.setup(stopTheClock)

  test('I scan a code, confirm it, and get ten recovery codes', async ({ client, assert }) => {
    const viewer = await register(client)
    const begun = await client.post('/v1/account/two-factor').bearerToken(viewer.accessToken)
    begun.assertStatus(201)
    begun.assertHeader('cache-control', 'no-store')
    const { secret, otpauthUrl, qrCode } = begun.body()
    const url = new URL(otpauthUrl)
    assert.equal(url.protocol, 'otpauth:')
    assert.equal(url.searchParams.get('secret'), secret)
    assert.equal(url.searchParams.get('issuer'), 'FlixFlow')
    assert.include(decodeURIComponent(url.pathname), viewer.email)
    assert.match(qrCode, /^data:image\/png;base64,/)

    const { recoveryCodes } = await turnOnTwoFactor(client, viewer)
    assert.lengthOf(new Set(recoveryCodes), 10)
    const shown = await client.get('/v1/account/two-factor').bearerToken(viewer.accessToken)
    assert.isTrue(shown.body().on)
    assert.equal(shown.body().recoveryCodesLeft, 10)
  })

  test('it stays off until a code confirms it, and a wrong one does not', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const begun = await client.post('/v1/account/two-factor').bearerToken(viewer.accessToken)
    begun.assertStatus(201)
    const wrong = await client
      .post('/v1/account/two-factor/confirm')
      .bearerToken(viewer.accessToken)
      .json({ code: '000000' })
    wrong.assertStatus(403)
    assert.equal(wrong.body().code, 'auth.wrong-proof')
    const logIn = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: PASSWORD, device: TV })
    logIn.assertStatus(200)
  })

  test('somebody who found my device open cannot turn it on', async ({ client, assert }) => {
    const found = await foundOpen(client, await register(client))
    const begun = await client.post('/v1/account/two-factor').bearerToken(found)
    begun.assertStatus(403)
    assert.equal(begun.body().code, 'auth.confirmation-required')
  })

  test('it cannot be set up over the one that is on', async ({ client, assert }) => {
    const viewer = await register(client)
    await turnOnTwoFactor(client, viewer)
    const again = await client.post('/v1/account/two-factor').bearerToken(viewer.accessToken)
    again.assertStatus(409)
    assert.equal(again.body().code, 'two-factor.on')
    const confirmed = await client
      .post('/v1/account/two-factor/confirm')
      .bearerToken(viewer.accessToken)
      .json({ code: '123456' })
    confirmed.assertStatus(409)
  })

  test('neither secret nor recovery codes lie readable in the database', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const begun = await client.post('/v1/account/two-factor').bearerToken(viewer.accessToken)
    const { recoveryCodes } = await turnOnTwoFactor(client, viewer)
    const kept = await db.rawQuery(
      `select t.sealed_secret, string_agg(encode(r.code_hash, 'escape'), ' ') as codes
         from identity.totp_secrets t join identity.recovery_codes r using (account_id)
        where account_id = ? group by 1`,
      [viewer.accountId]
    )
    const text = JSON.stringify(kept.rows)
    assert.notInclude(text, begun.body().secret)
    for (const code of recoveryCodes) assert.notInclude(text, code.replace(/-/g, ''))
  })
})

test.group('Logging in with two factors', (group) => {
  group.each.setup(stopTheClock)

  test('the password alone gets a challenge and no token', async ({ client, assert }) => {
    const viewer = await register(client)
    await turnOnTwoFactor(client, viewer)
    const response = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: PASSWORD, device: TV })
    response.assertStatus(401)
    const body = response.body()
    assert.equal(body.code, 'auth.second-factor-required')
    assert.deepEqual(body.methods, ['totp', 'recovery-code'])
    assert.isString(body.challenge)
    assert.notProperty(body, 'accessToken')
    const asToken = await client.get('/v1/account').bearerToken(body.challenge)
    asToken.assertStatus(401)
  })

  test('a wrong password is told from a right one only by who knows it', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    await turnOnTwoFactor(client, viewer)
    const wrong = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: 'not the password', device: TV })
    assert.equal(wrong.body().code, 'auth.wrong-credentials')
    assert.notProperty(wrong.body(), 'challenge')
  })

  test('the code of my app completes it, also a step early or late', async ({ client, assert }) => {
    for (const steps of [0, 1]) {
      const viewer = await register(client)
      const { app } = await turnOnTwoFactor(client, viewer)
      const challenge = await challengeOf(client, viewer.email)
      const response = await giveCode(client, challenge, app.code(steps))
      response.assertStatus(200)
      assert.equal(response.body().account.id, viewer.accountId)
    }
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const late = await giveCode(client, await challengeOf(client, viewer.email), app.code(-2))
    late.assertStatus(401)
    const early = await giveCode(client, await challengeOf(client, viewer.email), app.code(2))
    early.assertStatus(401)
    assert.equal(early.body().code, 'auth.wrong-code')
  })

  test('a code is accepted once, and never an older one after it', async ({ client }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const code = app.code(1)
    const first = await giveCode(client, await challengeOf(client, viewer.email), code)
    first.assertStatus(200)
    const again = await giveCode(client, await challengeOf(client, viewer.email), code)
    again.assertStatus(401)
    const older = await giveCode(client, await challengeOf(client, viewer.email), app.code(0))
    older.assertStatus(401)
  })

  test('of two log-ins with one code at the same moment one is let in', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenges = [
      await challengeOf(client, viewer.email),
      await challengeOf(client, viewer.email),
    ]
    const code = app.code()
    const responses = await Promise.all(challenges.map((one) => giveCode(client, one, code)))
    assert.deepEqual(responses.map((response) => response.status()).sort(), [200, 401])
  })

  test('a recovery code lets me in once, however I type it', async ({ client, assert }) => {
    const viewer = await register(client)
    const { recoveryCodes } = await turnOnTwoFactor(client, viewer)
    const [code] = recoveryCodes as [string]
    const typed = ` ${code.toUpperCase().replace(/-/g, ' ').replace(/0/g, 'O').replace(/1/g, 'l')} `
    const first = await giveCode(client, await challengeOf(client, viewer.email), typed)
    first.assertStatus(200)
    const again = await giveCode(client, await challengeOf(client, viewer.email), code)
    again.assertStatus(401)
    const shown = await client.get('/v1/account/two-factor').bearerToken(viewer.accessToken)
    assert.equal(shown.body().recoveryCodesLeft, 9)
  })

  test('another account’s codes do not let me in', async ({ client }) => {
    const viewer = await register(client)
    await turnOnTwoFactor(client, viewer)
    const other = await register(client)
    const foreign = await turnOnTwoFactor(client, other)
    for (const code of [foreign.app.code(), foreign.recoveryCodes[0]!]) {
      const response = await giveCode(client, await challengeOf(client, viewer.email), code)
      response.assertStatus(401)
    }
  })

  test('a challenge is used once', async ({ client, assert }) => {
    const viewer = await register(client)
    const { app, recoveryCodes } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    const first = await giveCode(client, challenge, app.code())
    first.assertStatus(200)
    const again = await giveCode(client, challenge, recoveryCodes[0]!)
    again.assertStatus(401)
    assert.equal(again.body().code, 'auth.challenge-invalid')
    const shown = await client.get('/v1/account/two-factor').bearerToken(viewer.accessToken)
    assert.equal(shown.body().recoveryCodesLeft, 10)
  })

  test('a wrong code does not spend the challenge', async ({ client }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    const wrong = await giveCode(client, challenge, app.wrongCode())
    wrong.assertStatus(401)
    const right = await giveCode(client, challenge, app.code())
    right.assertStatus(200)
  })

  test('a challenge is worth nothing after five minutes', async ({ client, assert }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    clock.advance(5 * MINUTE_MS)
    const response = await giveCode(client, challenge, app.code())
    response.assertStatus(401)
    assert.equal(response.body().code, 'auth.challenge-invalid')
  })

  test('nor after the password has changed', async ({ client, assert }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    const account = await Account.findOrFail(viewer.accountId)
    await account.merge({ passwordHash: await hashPassword('another password') }).save()
    const response = await giveCode(client, challenge, app.code())
    response.assertStatus(401)
    assert.equal(response.body().code, 'auth.challenge-invalid')
  })

  test('tokens of another purpose are no challenges', async ({ client, assert }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    for (const token of [viewer.accessToken, 'garbage', `${viewer.accessToken}x`]) {
      const response = await giveCode(client, token, app.code())
      response.assertStatus(401)
      assert.equal(response.body().code, 'auth.challenge-invalid')
    }
  })

  test('after ten wrong codes I am asked to wait', async ({ client, assert }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    const address = newAddress()
    const statuses: number[] = []
    for (let guess = 0; guess < 11; guess += 1) {
      const response = await giveCode(client, challenge, app.wrongCode(), address)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429])
  })
})

test.group('Keeping two-factor log-in', (group) => {
  group.each.setup(stopTheClock)

  test('I can renew my recovery codes, and the old ones end', async ({ client, assert }) => {
    const viewer = await register(client)
    const { recoveryCodes: old } = await turnOnTwoFactor(client, viewer)
    const renewed = await client
      .post('/v1/account/two-factor/recovery-codes')
      .bearerToken(viewer.accessToken)
    renewed.assertStatus(201)
    const { recoveryCodes } = renewed.body()
    assert.lengthOf(recoveryCodes, 10)
    const withOld = await giveCode(client, await challengeOf(client, viewer.email), old[0]!)
    withOld.assertStatus(401)
    const challenge = await challengeOf(client, viewer.email)
    const withNew = await giveCode(client, challenge, recoveryCodes[0])
    withNew.assertStatus(200)
  })

  test('turning it off takes my password or a code, not just my open device', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const turnOff = (proof: object) =>
      client.post('/v1/account/two-factor/off').bearerToken(viewer.accessToken).json(proof)
    const refusals = [{}, { password: 'not the password' }, { code: app.wrongCode() }]
    for (const proof of refusals) {
      const response = await turnOff(proof)
      response.assertStatus(403)
    }
    const off = await turnOff({ code: app.code() })
    off.assertStatus(204)
    const logIn = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: PASSWORD, device: TV })
    logIn.assertStatus(200)
    const twice = await turnOff({ password: PASSWORD })
    twice.assertStatus(409)
    assert.equal(twice.body().code, 'two-factor.off')
  })

  test('somebody who found my device open gets no recovery codes', async ({ client, assert }) => {
    const viewer = await register(client)
    await turnOnTwoFactor(client, viewer)
    const found = await foundOpen(client, viewer)
    const renewed = await client.post('/v1/account/two-factor/recovery-codes').bearerToken(found)
    renewed.assertStatus(403)
    assert.equal(renewed.body().code, 'auth.confirmation-required')
  })

  test('recovery codes are for two-factor log-in only', async ({ client, assert }) => {
    const viewer = await register(client)
    const response = await client
      .post('/v1/account/two-factor/recovery-codes')
      .bearerToken(viewer.accessToken)
    response.assertStatus(409)
    assert.equal(response.body().code, 'two-factor.off')
  })
})

test.group('Guessing second factors from everywhere', (group) => {
  group.each.setup(stopTheClock)

  test('who has my password cannot try codes from a thousand addresses, nor keep me out', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { app } = await turnOnTwoFactor(client, viewer)
    const challenge = await challengeOf(client, viewer.email)
    const guesses = await Promise.all(
      Array.from({ length: 40 }, () => giveCode(client, challenge, app.wrongCode()))
    )
    const answered = guesses.filter((response) => response.status() === 401)
    assert.lengthOf(answered, 30)

    const account = await Account.findOrFail(viewer.accountId)
    await account.merge({ passwordHash: await hashPassword('another password') }).save()
    const mine = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: 'another password', device: TV })
    const response = await giveCode(client, mine.body().challenge, app.code())
    response.assertStatus(200)
  })
})
