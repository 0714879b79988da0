import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import pg from 'pg'
import { clock } from '#core/clock'
import { SignedToken } from '#core/signed_token'
import { newAddress, register } from '../support/viewers.js'

function tamper(token: string, change: (claims: Record<string, unknown>) => void): string {
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  change(claims)
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none"}').toString('base64url')
  return `${header}.${token.split('.')[1]}.`
}

function signedWithAGuess(token: string): string {
  const [header, payload] = token.split('.') as [string, string]
  const signature = createHmac('sha256', 'secret')
    .update(`${header}.${payload}`)
    .digest('base64url')
  return `${header}.${payload}.${signature}`
}

async function forAnotherPurpose(token: string): Promise<string> {
  const { sub, did, rol, pro } = JSON.parse(
    Buffer.from(token.split('.')[1] as string, 'base64url').toString()
  )
  return new SignedToken<object>('play-session').sign({ sub, did, rol, pro, jti: 'x' }, 900)
}

test.group('Access by token', (group) => {
  group.each.teardown(() => clock.restore())

  test('without a token I am asked to log in', async ({ client, assert }) => {
    const response = await client.get('/v1/account')
    response.assertStatus(401)
    assert.equal(response.body().code, 'auth.required')
    assert.equal(response.header('www-authenticate'), 'Bearer realm="flixflow"')
  })

  test('a token works for fifteen minutes and then says that it has expired', async ({
    client,
    assert,
  }) => {
    clock.freeze()
    const { accessToken } = await register(client)
    clock.advance(15 * 60_000 - 2_000)
    const inTime = await client.get('/v1/account').bearerToken(accessToken)
    inTime.assertStatus(200)
    clock.advance(3_000)
    const late = await client.get('/v1/account').bearerToken(accessToken)
    late.assertStatus(401)
    assert.equal(late.body().code, 'auth.token-expired')
    assert.include(late.header('www-authenticate'), 'error="invalid_token"')
  })

  const forgeries: [string, (token: string) => string | Promise<string>][] = [
    ['garbage', () => 'garbage'],
    ['with another account', (token) => tamper(token, (claims) => (claims.sub = claims.did))],
    ['with more roles', (token) => tamper(token, (claims) => (claims.rol = ['admin']))],
    ['without a signature', unsigned],
    ['signed with a guessed key', signedWithAGuess],
    ['made for another purpose', forAnotherPurpose],
  ]
  test('a token {0} is refused')
    .with(forgeries)
    .run(async ({ client, assert }, [, forge]) => {
      const { accessToken } = await register(client)
      const response = await client.get('/v1/account').bearerToken(await forge(accessToken))
      response.assertStatus(401)
      assert.equal(response.body().code, 'auth.token-invalid')
      assert.include(response.header('www-authenticate'), 'error="invalid_token"')
    })

  test('another scheme than Bearer is refused', async ({ client, assert }) => {
    const response = await client.get('/v1/account').header('authorization', 'Basic YTpi')
    assert.equal(response.body().code, 'auth.token-invalid')
  })

  test('a request for a profile in the token asks the database only what it answers', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { accessToken, profileId } = await register(client)
    const statements: string[] = []
    const query = pg.Client.prototype.query
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      statements.push(JSON.stringify(args[0]))
      return (query as (...all: unknown[]) => unknown).apply(this, args)
    } as typeof query
    cleanup(() => {
      pg.Client.prototype.query = query
    })

    const response = await client.get(`/v1/profiles/${profileId}`).bearerToken(accessToken)
    response.assertStatus(200)
    assert.lengthOf(statements, 1, statements.join('\n'))
  })

  test('a profile made after the token was issued is mine at once', async ({ client }) => {
    const { accessToken } = await register(client)
    const made = await client.post('/v1/profiles').bearerToken(accessToken).json({ name: 'Grace' })
    const response = await client.get(`/v1/profiles/${made.body().id}`).bearerToken(accessToken)
    response.assertStatus(200)
  })

  test('another account’s profile looks like one that does not exist', async ({
    client,
    assert,
  }) => {
    const mine = await register(client)
    const theirs = await register(client)
    const paths = [theirs.profileId, theirs.accountId, 'not-an-id', newAddress()]
    const answers = []
    for (const id of paths) {
      const response = await client.get(`/v1/profiles/${id}`).bearerToken(mine.accessToken)
      response.assertStatus(404)
      answers.push(JSON.stringify({ ...response.body(), instance: null }))
    }
    assert.lengthOf([...new Set(answers)], 1)
    assert.include(answers[0], 'profile.not-found')
  })
})
