import { generateKeyPairSync } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { SignInProviders } from '../../sign_in/sign_in_providers.js'
import { FakeProvider, type Forgery } from '../support/fake_provider.js'
import { ProviderVisitor } from '../support/provider_visitor.js'
import { turnOnTwoFactor } from '../support/two_factor.js'
import { newEmail, PASSWORD, register, TV } from '../support/viewers.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const google = new FakeProvider('google')
const apple = new FakeProvider('apple')

function newPerson(provider: FakeProvider, email = newEmail()) {
  provider.person = {
    sub: `subject-of-${email}`,
    email,
    email_verified: true,
    ...(provider.name === 'google' ? { name: 'Ada' } : {}),
  }
  return email
}

/** An account that was made by signing in, and the browser it was made in. */
async function signUp(client: ApiClient, provider: FakeProvider) {
  const email = newPerson(provider)
  const visitor = new ProviderVisitor(client)
  await visitor.signIn(provider)
  const response = await visitor.logIn()
  response.assertStatus(200)
  return { email, visitor, ...response.body() }
}

test.group('Signing in with Google and Apple', (group) => {
  group.setup(async () => {
    await google.start()
    await apple.start()
    const settings = { google: null, apple: null, ...google.settings, ...apple.settings }
    app.container.swap(SignInProviders, () => new SignInProviders(settings))
    return () => {
      app.container.restore(SignInProviders)
      google.stop()
      apple.stop()
    }
  })
  group.each.setup(() => {
    google.violations.length = 0
    apple.violations.length = 0
    return () => {
      google.forgery = {}
      apple.forgery = {}
      clock.restore()
    }
  })

  test('with {name} I get an account without a password, and the same one next time')
    .with([google, apple])
    .run(async ({ client, assert }, provider) => {
      const email = newPerson(provider)
      const visitor = new ProviderVisitor(client)
      const page = await visitor.signIn(provider)
      assert.equal(page.pathname, '/login')
      assert.equal(page.searchParams.get('outcome'), 'signed-in')
      assert.deepEqual(provider.violations, [])
      const first = await visitor.logIn()
      first.assertStatus(200)
      assert.equal(first.body().account.email, email)

      const again = new ProviderVisitor(client)
      await again.signIn(provider)
      const second = await again.logIn()
      second.assertStatus(200)
      assert.equal(second.body().account.id, first.body().account.id)
      assert.notEqual(second.body().device.id, first.body().device.id)

      const byPassword = await client
        .post('/v1/auth/login')
        .json({ email, password: PASSWORD, device: TV })
      byPassword.assertStatus(401)
      assert.equal(byPassword.body().code, 'auth.wrong-credentials')
    })

  test('the name that Google or Apple gives is that of my profile', async ({ client, assert }) => {
    const { profiles } = await signUp(client, google)
    assert.equal(profiles[0].name, 'Ada')
    newPerson(apple)
    const visitor = new ProviderVisitor(client)
    const fields = await visitor.consent(await visitor.begin('apple'))
    fields.set('user', JSON.stringify({ name: { firstName: 'Grace', lastName: 'H' } }))
    await visitor.comeBack('apple', fields)
    const response = await visitor.logIn()
    assert.equal(response.body().profiles[0].name, 'Grace')
  })

  test('the page goes on to where I wanted to go', async ({ client, assert }) => {
    newPerson(google)
    const page = await new ProviderVisitor(client).signIn(google, { next: '/title/some-film' })
    assert.equal(page.searchParams.get('next'), '/title/some-film')
  })

  test('a way that I went to link leads back to my account', async ({ client, assert }) => {
    newPerson(google)
    const page = await new ProviderVisitor(client).signIn(google, { intent: 'link' })
    assert.equal(page.pathname, '/account')
    assert.equal(page.searchParams.get('outcome'), 'signed-in')
  })

  test('I cannot be led to another site: {$self}')
    .with(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    .run(async ({ client }, next) => {
      const response = await client.get('/auth/google').qs({ next }).redirects(0)
      response.assertStatus(422)
    })

  test('when I change my mind there I am back where I was', async ({ client, assert }) => {
    const visitor = new ProviderVisitor(client)
    const state = new URL(await visitor.begin('google')).searchParams.get('state')!
    const page = await visitor.comeBack('google', { error: 'access_denied', state })
    assert.equal(page.searchParams.get('outcome'), 'cancelled')
    const response = await visitor.logIn()
    response.assertStatus(409)
  })

  test('an account with my e-mail is not taken over: I log in once, and it is linked', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    newPerson(google, viewer.email.toUpperCase())
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    const refused = await visitor.logIn()
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'provider.account-exists')

    const linked = await visitor.link(viewer.accessToken)
    linked.assertStatus(201)
    const again = new ProviderVisitor(client)
    await again.signIn(google)
    const response = await again.logIn()
    response.assertStatus(200)
    assert.equal(response.body().account.id, viewer.accountId)
  })

  test('nor is one that another provider made', async ({ client }) => {
    const { email } = await signUp(client, google)
    newPerson(apple, email)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(apple)
    const refused = await visitor.logIn()
    refused.assertStatus(409)
  })

  test('an e-mail that the provider has not verified opens and makes nothing: {title}')
    .with([
      { title: 'false', verified: false },
      { title: 'false as text', verified: 'false' },
      { title: 'not a word', verified: undefined },
    ])
    .run(async ({ client, assert }, { verified }) => {
      const email = newPerson(google)
      google.person.email_verified = verified
      const visitor = new ProviderVisitor(client)
      await visitor.signIn(google)
      const response = await visitor.logIn()
      response.assertStatus(403)
      assert.equal(response.body().code, 'provider.email-unverified')
      const free = await client
        .post('/v1/auth/login')
        .json({ email, password: PASSWORD, device: TV })
      free.assertStatus(401)
    })

  test('an account links only whom the provider knows by its e-mail', async ({
    client,
    assert,
  }) => {
    const viewer = await register(client)
    newPerson(google)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    const refused = await visitor.link(viewer.accessToken)
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'provider.email-differs')
  })

  test('two-factor log-in asks for its code here too', async ({ client, assert }) => {
    const viewer = await register(client)
    newPerson(google, viewer.email)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    await visitor.link(viewer.accessToken)
    await turnOnTwoFactor(client, viewer)
    await visitor.signIn(google)
    const asked = await visitor.logIn()
    asked.assertStatus(401)
    assert.equal(asked.body().code, 'auth.second-factor-required')
    assert.isString(asked.body().challenge)
  })

  test('I see my ways to log in, and end a link, but not the last way', async ({
    client,
    assert,
  }) => {
    const { accessToken } = await signUp(client, apple)
    const methods = await client.get('/v1/account/log-in-methods').bearerToken(accessToken)
    methods.assertStatus(200)
    assert.isFalse(methods.body().password)
    assert.deepEqual(
      methods
        .body()
        .providers.map((one: { provider: string; linkedAt: string | null }) => [
          one.provider,
          one.linkedAt !== null,
        ]),
      [
        ['google', false],
        ['apple', true],
      ]
    )
    const unlink = (provider: string, token: string) =>
      client.delete(`/v1/account/providers/${provider}`).bearerToken(token)
    const last = await unlink('apple', accessToken)
    last.assertStatus(409)
    assert.equal(last.body().code, 'provider.last')
    const none = await unlink('google', accessToken)
    none.assertStatus(404)

    const viewer = await register(client)
    newPerson(google, viewer.email)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    await visitor.link(viewer.accessToken)
    const ended = await unlink('google', viewer.accessToken)
    ended.assertStatus(204)
    await visitor.signIn(google)
    const refused = await visitor.logIn()
    refused.assertStatus(409)
  })

  test('keys that the provider changed are asked for anew, and not at every turn', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    await signUp(client, google)
    const before = google.keyRequests
    await signUp(client, google)
    assert.equal(google.keyRequests, before)
    google.rotateKeys()
    clock.advance(2 * MINUTE_MS)
    await signUp(client, google)
    assert.equal(google.keyRequests, before + 1)
  })

  const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const now = () => Math.floor(Date.now() / 1000)
  const forgeries: { title: string; forgery: () => Forgery }[] = [
    { title: 'of another issuer', forgery: () => ({ claims: { iss: 'https://evil.example' } }) },
    { title: 'for another service', forgery: () => ({ claims: { aud: 'another-client' } }) },
    {
      title: 'for another service too',
      forgery: () => ({
        claims: { aud: ['flixflow.apps.googleusercontent.com', 'another-client'] },
      }),
    },
    { title: 'that has expired', forgery: () => ({ claims: { exp: now() - HOUR_MS / 1000 } }) },
    { title: 'from the future', forgery: () => ({ claims: { iat: now() + HOUR_MS / 1000 } }) },
    { title: 'of another sign-in', forgery: () => ({ claims: { nonce: 'another-nonce' } }) },
    { title: 'without a nonce', forgery: () => ({ claims: { nonce: undefined } }) },
    { title: 'signed by another key', forgery: () => ({ key: foreignKey }) },
    { title: 'that names a key nobody has', forgery: () => ({ keyId: 'unknown' }) },
    { title: 'that nobody signed', forgery: () => ({ unsigned: true }) },
  ]
  test('an ID token {title} is refused')
    .with(forgeries)
    .run(async ({ client, assert }, { forgery }) => {
      newPerson(google)
      google.forgery = forgery()
      const visitor = new ProviderVisitor(client)
      const page = await visitor.signIn(google)
      assert.equal(page.searchParams.get('outcome'), 'failed')
      const response = await visitor.logIn()
      response.assertStatus(409)
      assert.equal(response.body().code, 'provider.nothing-pending')
    })

  test('nobody can make me come back with a code of theirs', async ({ client, assert }) => {
    newPerson(google)
    const attacker = new ProviderVisitor(client)
    const theirs = await attacker.consent(await attacker.begin('google'))
    const victim = new ProviderVisitor(client)
    const without = await victim.comeBack('google', theirs)
    assert.equal(without.searchParams.get('outcome'), 'failed')
    await victim.begin('google')
    const withOther = await victim.comeBack('google', theirs)
    assert.equal(withOther.searchParams.get('outcome'), 'failed')
    const response = await victim.logIn()
    response.assertStatus(409)
  })

  test('nor with a code and my own state: it was not made for my sign-in', async ({
    client,
    assert,
  }) => {
    for (const provider of [google, apple]) {
      newPerson(provider)
      const attacker = new ProviderVisitor(client)
      const theirs = await attacker.consent(await attacker.begin(provider.name))
      const victim = new ProviderVisitor(client)
      const mine = new URL(await victim.begin(provider.name)).searchParams.get('state')!
      const page = await victim.comeBack(provider.name, { code: theirs.get('code')!, state: mine })
      assert.equal(page.searchParams.get('outcome'), 'failed')
    }
  })

  test('a way back is walked once', async ({ client, assert }) => {
    newPerson(google)
    const visitor = new ProviderVisitor(client)
    const fields = await visitor.consent(await visitor.begin('google'))
    const stolen = visitor.copy()
    await visitor.comeBack('google', fields)
    for (const again of [visitor, stolen]) {
      const page = await again.comeBack('google', fields)
      assert.equal(page.searchParams.get('outcome'), 'failed')
    }
  })

  test('the provider’s word is good for one log-in, for ten minutes, from our own pages', async ({
    client,
    assert,
  }) => {
    newPerson(google)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    const copy = visitor.copy()
    const foreign = await client
      .post('/v1/auth/provider')
      .header('cookie', visitor.cookieFor('/v1/auth/provider'))
      .header('origin', 'https://evil.example')
      .json({ device: TV })
    foreign.assertStatus(403)
    const first = await visitor.logIn()
    first.assertStatus(200)
    const replayed = await copy.logIn()
    replayed.assertStatus(409)
    assert.equal(replayed.body().code, 'provider.nothing-pending')

    const late = new ProviderVisitor(client)
    await late.signIn(google)
    clock.advance(10 * MINUTE_MS)
    const tooLate = await late.logIn()
    tooLate.assertStatus(409)
  })

  test('of two log-ins at once with one word one is let in', async ({ client, assert }) => {
    newPerson(google)
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    const answers = await Promise.all([visitor.logIn(), visitor.copy().logIn()])
    assert.deepEqual(answers.map((response) => response.status()).sort(), [200, 409])
  })

  test('a person of a provider cannot be linked to two accounts', async ({ client, assert }) => {
    const { email } = await signUp(client, google)
    const viewer = await register(client)
    google.person = { ...google.person, email: viewer.email }
    const visitor = new ProviderVisitor(client)
    await visitor.signIn(google)
    const refused = await visitor.link(viewer.accessToken)
    refused.assertStatus(409)
    assert.equal(refused.body().code, 'provider.taken')
    const mine = await visitor.signIn(google)
    assert.equal(mine.searchParams.get('outcome'), 'signed-in')
    assert.isString(email)
  })
})

test.group('Signing in while nothing is configured', () => {
  test('there is no way to {$self}')
    .with(['google', 'apple', 'facebook'])
    .run(async ({ client, assert }, provider) => {
      const response = await client.get(`/auth/${provider}`).redirects(0)
      response.assertStatus(404)
      assert.equal(response.body().code, 'provider.off')
    })

  test('nor back', async ({ client }) => {
    const fromGoogle = await client.get('/auth/google/callback').redirects(0)
    fromGoogle.assertStatus(404)
    const fromApple = await client.post('/auth/apple/callback').redirects(0)
    fromApple.assertStatus(404)
  })
})
