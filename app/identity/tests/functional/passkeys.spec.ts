import { generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import {
  add,
  addPasskey,
  creationOptions,
  logInBy,
  present,
  requestOptions,
} from '../support/passkeys.js'
import { SoftwareAuthenticator, type Deviation } from '../support/software_authenticator.js'
import { turnOnTwoFactor } from '../support/two_factor.js'
import { foundOpen, PASSWORD, register, TV } from '../support/viewers.js'

const MINUTE_MS = 60_000

test.group('Adding a passkey', (group) => {
  group.each.teardown(() => clock.restore())

  test('I can add several, name them, and delete one', async ({ client, assert }) => {
    const viewer = await register(client)
    const phone = await addPasskey(client, viewer)
    const key = await addPasskey(client, viewer, 'Key')
    const renamed = await client
      .patch(`/v1/account/passkeys/${key.id}`)
      .bearerToken(viewer.accessToken)
      .json({ name: 'Key in the drawer' })
    renamed.assertStatus(200)
    const list = () => client.get('/v1/account/passkeys').bearerToken(viewer.accessToken)
    const both = await list()
    assert.deepEqual(
      both.body().items.map((one: { name: string }) => one.name),
      ['Ada’s phone', 'Key in the drawer']
    )

    const deleted = await client
      .delete(`/v1/account/passkeys/${phone.id}`)
      .bearerToken(viewer.accessToken)
    deleted.assertStatus(204)
    const left = await list()
    assert.lengthOf(left.body().items, 1)
    const refused = await logInBy(client, phone.authenticator)
    refused.assertStatus(401)
  })

  test('the browser is asked for one that is discoverable and verifies its user', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const options = await creationOptions(client, viewer)
    assert.equal(options.rp.id, 'localhost')
    assert.equal(options.authenticatorSelection.residentKey, 'required')
    assert.equal(options.authenticatorSelection.userVerification, 'required')
    assert.equal(options.attestation, 'none')
    assert.deepEqual(
      options.excludeCredentials.map((one: { id: string }) => one.id),
      [authenticator.credentialId]
    )
  })

  test('somebody who found my device open can neither add theirs nor delete mine', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { id } = await addPasskey(client, viewer)
    const found = await foundOpen(client, viewer)
    const offered = await client.post('/v1/account/passkeys/options').bearerToken(found)
    offered.assertStatus(403)
    assert.equal(offered.body().code, 'auth.confirmation-required')
    const deleted = await client.delete(`/v1/account/passkeys/${id}`).bearerToken(found)
    deleted.assertStatus(403)
  })

  const refusals: { title: string; deviation: Deviation }[] = [
    { title: 'made on another site', deviation: { origin: 'https://flixflow.example' } },
    { title: 'made for another site', deviation: { rpId: 'flixflow.example' } },
    { title: 'made without checking who I am', deviation: { userVerified: false } },
    { title: 'that is an answer to another ceremony', deviation: { type: 'webauthn.get' } },
    {
      title: 'with certificates that nobody asked for',
      deviation: {
        attestation: {
          fmt: 'packed',
          attStmt: new Map<string, unknown>([
            ['alg', -7],
            ['sig', new Uint8Array(8)],
            ['x5c', [new Uint8Array(16)]],
          ]),
        },
      },
    },
    {
      title: 'with an attestation of a vendor',
      deviation: { attestation: { fmt: 'apple', attStmt: new Map() } },
    },
  ]
  test('a passkey {title} is refused')
    .with(refusals)
    .run(async ({ client, assert }, { deviation }) => {
      const viewer = await register(client)
      const options = await creationOptions(client, viewer)
      const response = new SoftwareAuthenticator().register(options, deviation)
      const refused = await add(client, viewer, response)
      refused.assertStatus(422)
      assert.equal(refused.body().code, 'passkey.refused')
    })

  test('the challenge is used once, by the account that got it, in its ten minutes', async ({
    client,
  }) => {
    const viewer = await register(client)
    const other = await register(client)
    const options = await creationOptions(client, viewer)
    const foreign = await add(client, other, new SoftwareAuthenticator().register(options))
    foreign.assertStatus(422)
    const first = await add(client, viewer, new SoftwareAuthenticator().register(options))
    first.assertStatus(201)
    const again = await add(client, viewer, new SoftwareAuthenticator().register(options))
    again.assertStatus(422)

    const late = await creationOptions(client, viewer)
    clock.advance(10 * MINUTE_MS)
    const tooLate = await add(client, viewer, new SoftwareAuthenticator().register(late))
    tooLate.assertStatus(422)
  })

  test('a challenge to log in is none to add a passkey', async ({ client }) => {
    const viewer = await register(client)
    const { user } = await creationOptions(client, viewer)
    const { challenge } = await requestOptions(client)
    const response = new SoftwareAuthenticator().register({ challenge, user })
    const refused = await add(client, viewer, response)
    refused.assertStatus(422)
  })

  test('one passkey cannot belong to two accounts', async ({ client, assert }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const thief = await register(client)
    const response = authenticator.register(await creationOptions(client, thief))
    const refused = await add(client, thief, response)
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'passkey.taken')
  })

  test('twenty are enough', async ({ client, assert }) => {
    const viewer = await register(client)
    const spare = await creationOptions(client, viewer)
    for (let count = 0; count < 20; count += 1) await addPasskey(client, viewer)
    const refused = await client
      .post('/v1/account/passkeys/options')
      .bearerToken(viewer.accessToken)
    refused.assertStatus(409)
    const late = await add(client, viewer, new SoftwareAuthenticator().register(spare))
    late.assertStatus(409)
    assert.equal(late.body().code, 'passkey.limit')
  })

  test('what is no answer of a browser at all is refused', async ({ client }) => {
    const viewer = await register(client)
    const options = await creationOptions(client, viewer)
    const good = new SoftwareAuthenticator().register(options)
    for (const broken of ['AAAA', 'oWNmbXQ', good.response.clientDataJSON]) {
      const refused = await add(client, viewer, {
        ...good,
        response: { ...good.response, attestationObject: broken },
      })
      refused.assertStatus(422)
    }
  })
})

test.group('Logging in by a passkey', (group) => {
  group.each.teardown(() => clock.restore())

  test('I log in without writing who I am', async ({ client, assert }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const options = await requestOptions(client)
    assert.isEmpty(options.allowCredentials ?? [])
    assert.equal(options.userVerification, 'required')
    const response = await present(client, authenticator.authenticate(options))
    response.assertStatus(200)
    assert.equal(response.body().account.id, viewer.accountId)
    const again = await logInBy(client, authenticator)
    again.assertStatus(200)
  })

  test('it counts as both factors', async ({ client, assert }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    await turnOnTwoFactor(client, viewer)
    const byPassword = await client
      .post('/v1/auth/login')
      .json({ email: viewer.email, password: PASSWORD, device: TV })
    assert.include(byPassword.body().methods, 'passkey')
    const response = await logInBy(client, authenticator)
    response.assertStatus(200)
  })

  const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const refusals: { title: string; deviation: Deviation }[] = [
    { title: 'on another site', deviation: { origin: 'https://flixflow.example' } },
    { title: 'for another site', deviation: { rpId: 'flixflow.example' } },
    { title: 'without checking who I am', deviation: { userVerified: false } },
    { title: 'by another key', deviation: { key: otherKey } },
    { title: 'in another ceremony', deviation: { type: 'webauthn.create' } },
  ]
  test('a signature made {title} is refused')
    .with(refusals)
    .run(async ({ client, assert }, { deviation }) => {
      const viewer = await register(client)
      const { authenticator } = await addPasskey(client, viewer)
      const refused = await logInBy(client, authenticator, deviation)
      refused.assertStatus(401)
      assert.equal(refused.body().code, 'auth.passkey-refused')
      const honest = await logInBy(client, authenticator)
      honest.assertStatus(200)
    })

  test('a recorded log-in cannot be played again', async ({ client }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const recorded = authenticator.authenticate(await requestOptions(client))
    const first = await present(client, recorded)
    first.assertStatus(200)
    const again = await present(client, recorded)
    again.assertStatus(401)
  })

  test('nor its challenge be answered twice, also at the same moment', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const options = await requestOptions(client)
    const answers = [authenticator.authenticate(options), authenticator.authenticate(options)]
    const responses = await Promise.all(answers.map((answer) => present(client, answer)))
    assert.deepEqual(responses.map((response) => response.status()).sort(), [200, 401])
  })

  test('a challenge ends after ten minutes', async ({ client }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const options = await requestOptions(client)
    clock.advance(10 * MINUTE_MS)
    const late = await present(client, authenticator.authenticate(options))
    late.assertStatus(401)
  })

  test('a counter that goes backwards shows a copy, which is refused', async ({ client }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const ahead = await logInBy(client, authenticator, { counter: 50 })
    ahead.assertStatus(200)
    for (const counter of [50, 49, 0]) {
      const copy = await logInBy(client, authenticator, { counter })
      copy.assertStatus(401)
    }
    const onward = await logInBy(client, authenticator, { counter: 51 })
    onward.assertStatus(200)
  })

  test('an authenticator that does not count is let in each time', async ({ client }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    for (let time = 0; time < 2; time += 1) {
      const response = await logInBy(client, authenticator, { counter: 0 })
      response.assertStatus(200)
    }
  })

  test('my passkey does not log me in as somebody else', async ({ client, assert }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const victim = await register(client)
    const theirs = await addPasskey(client, victim)
    const { user } = await creationOptions(client, victim)
    const named = await logInBy(client, authenticator, { userHandle: user.id })
    named.assertStatus(401)
    const mine = authenticator.authenticate(await requestOptions(client))
    const { credentialId } = theirs.authenticator
    const swapped = await present(client, { ...mine, id: credentialId, rawId: credentialId })
    swapped.assertStatus(401)
    assert.equal(swapped.body().code, 'auth.passkey-refused')
  })

  test('an unknown passkey gets the same answer as a wrong one', async ({ client, assert }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const stranger = new SoftwareAuthenticator()
    const unknown = await logInBy(client, stranger, { userHandle: 'c3RyYW5nZXI' })
    const wrong = await logInBy(client, authenticator, { key: otherKey })
    const { instance: one, ...unknownBody } = unknown.body()
    const { instance: other, ...wrongBody } = wrong.body()
    assert.notEqual(one, other)
    assert.deepEqual(unknownBody, wrongBody)
  })

  test('a challenge to add a passkey is none to log in', async ({ client }) => {
    const viewer = await register(client)
    const { authenticator } = await addPasskey(client, viewer)
    const { challenge } = await creationOptions(client, viewer)
    const refused = await present(client, authenticator.authenticate({ challenge }))
    refused.assertStatus(401)
  })
})
