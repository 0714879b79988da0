import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { codeIn, linkIn, mailTo } from '#tests/captured_mail'
import { foundOpen, logIn, newAddress, newEmail, register } from '../support/viewers.js'

const MINUTE_MS = 60_000

function ask(client: ApiClient, accessToken: string, email: string) {
  return client
    .post('/v1/account/email')
    .header('x-forwarded-for', newAddress())
    .bearerToken(accessToken)
    .json({ email })
}

function confirm(client: ApiClient, accessToken: string, body: object) {
  return client
    .post('/v1/account/email/confirm')
    .header('x-forwarded-for', newAddress())
    .bearerToken(accessToken)
    .json(body)
}

/** Asks for another address and answers what its mail brings. */
async function asked(client: ApiClient, accessToken: string, email: string) {
  const response = await ask(client, accessToken, email)
  response.assertStatus(202)
  const mail = await mailTo(email, 'Confirm your e-mail')
  return { changeId: response.body().changeId as string, code: codeIn(mail), link: linkIn(mail) }
}

test.group('Changing the e-mail', (group) => {
  group.each.teardown(() => clock.restore())

  test('takes the code that came to the new address, and tells the old one', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const email = newEmail()
    const { changeId, code } = await asked(client, viewer.accessToken, email)
    const before = await client.get('/v1/account').bearerToken(viewer.accessToken)
    assert.equal(before.body().email, viewer.email)

    const response = await confirm(client, viewer.accessToken, { changeId, code })
    response.assertStatus(200)
    assert.deepEqual(response.body(), { email, emailVerified: true })
    const notice = await mailTo(viewer.email, 'was changed')
    assert.notInclude(notice.text, email)
    await logIn(client, email)
    const old = await client
      .post('/v1/auth/password/forgot')
      .header('x-forwarded-for', newAddress())
      .json({ email: viewer.email })
    old.assertStatus(202)
    await mailTo(viewer.email, 'No FlixFlow account')
  })

  test('takes the link too, of who is logged in to this account', async ({ client, assert }) => {
    const viewer = await register(client)
    const stranger = await register(client)
    const { link } = await asked(client, viewer.accessToken, newEmail())
    assert.equal(link.path, '/confirm-email')
    const body = { changeId: link.secrets.id, token: link.secrets.token }
    const theirs = await confirm(client, stranger.accessToken, body)
    theirs.assertStatus(403)
    const own = await confirm(client, viewer.accessToken, body)
    own.assertStatus(200)
  })

  test('asks for a proof on a device that was found open', async ({ client, assert }) => {
    const viewer = await register(client)
    const response = await ask(client, await foundOpen(client, viewer), newEmail())
    response.assertStatus(403)
    assert.equal(response.body().code, 'auth.confirmation-required')
  })

  test('to an address that has an account looks the same, and its owner is told', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const taken = await register(client)
    const ofTaken = await ask(client, viewer.accessToken, taken.email)
    const ofNew = await ask(client, viewer.accessToken, newEmail())
    assert.equal(ofTaken.status(), ofNew.status())
    assert.deepEqual(Object.keys(ofTaken.body()), Object.keys(ofNew.body()))
    const mail = await mailTo(taken.email, 'already')
    assert.notMatch(mail.text, /^\d{6}$/m)
  })

  test('of two accounts that want one address, the first gets it', async ({ client, assert }) => {
    const email = newEmail()
    const [one, other] = [await register(client), await register(client)]
    const ofOne = await asked(client, one.accessToken, email)
    const response = await ask(client, other.accessToken, email)
    const code = codeIn(await mailTo(email, 'Confirm', 2))
    const responses = await Promise.all([
      confirm(client, one.accessToken, { changeId: ofOne.changeId, code: ofOne.code }),
      confirm(client, other.accessToken, { changeId: response.body().changeId, code }),
    ])
    const statuses = responses.map((each) => each.status()).sort()
    assert.equal(statuses[0], 200)
    assert.isTrue(statuses[1] === 403 || statuses[1] === 409)
    const owners = await db.from('identity.accounts').where('email', email)
    assert.lengthOf(owners, 1)
  })

  test('a code works once, for half an hour, and bears five guesses', async ({ client }) => {
    const viewer = await register(client)
    const first = await asked(client, viewer.accessToken, newEmail())
    const used = { changeId: first.changeId, code: first.code }
    const once = await confirm(client, viewer.accessToken, used)
    once.assertStatus(200)
    const twice = await confirm(client, viewer.accessToken, used)
    twice.assertStatus(403)

    const second = await asked(client, viewer.accessToken, newEmail())
    const { changeId, code } = second
    for (let guess = 0; guess < 5; guess += 1) {
      const wrong = code === '000000' ? '000001' : '000000'
      await confirm(client, viewer.accessToken, { changeId, code: wrong })
    }
    const tooLate = await confirm(client, viewer.accessToken, { changeId, code })
    tooLate.assertStatus(403)

    const third = await asked(client, viewer.accessToken, newEmail())
    clock.freeze(Date.now() + 30 * MINUTE_MS + 1000)
    const { accessToken } = await logIn(client, (await accountOf(viewer.accountId)).email)
    const { changeId: id, code: late } = third
    const expired = await confirm(client, accessToken, { changeId: id, code: late })
    expired.assertStatus(403)
  })

  test('to the address that it has verifies it', async ({ client, assert }) => {
    const viewer = await register(client)
    await db
      .from('identity.accounts')
      .where('id', viewer.accountId)
      .update({ email_verified_at: null })
    const unverified = await client.get('/v1/account').bearerToken(viewer.accessToken)
    assert.isFalse(unverified.body().emailVerified)
    const { changeId, code } = await asked(client, viewer.accessToken, viewer.email)
    await confirm(client, viewer.accessToken, { changeId, code })
    const verified = await client.get('/v1/account').bearerToken(viewer.accessToken)
    assert.isTrue(verified.body().emailVerified)
  })

  test('leaves a link in the old mailbox worthless', async ({ client }) => {
    const viewer = await register(client)
    const address = newAddress()
    await client
      .post('/v1/auth/password/forgot')
      .header('x-forwarded-for', address)
      .json({ email: viewer.email })
    const { secrets } = linkIn(await mailTo(viewer.email, 'Choose a new'))
    const { changeId, code } = await asked(client, viewer.accessToken, newEmail())
    await confirm(client, viewer.accessToken, { changeId, code })
    const response = await client.post('/v1/auth/password/reset').json({
      ...{ resetId: secrets.id, token: secrets.token },
      newPassword: 'another staple entirely',
    })
    response.assertStatus(403)
  })
})

function accountOf(id: string): Promise<{ email: string }> {
  return db.from('identity.accounts').where('id', id).firstOrFail()
}
