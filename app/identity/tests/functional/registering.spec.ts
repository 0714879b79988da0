import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newEmail, PASSWORD, PHONE, register } from '../support/viewers.js'

test.group('Registering', () => {
  test('I get an account, a profile, a device and tokens', async ({ client, assert }) => {
    const email = newEmail()
    const response = await client
      .post('/v1/auth/register')
      .json({ email, password: PASSWORD, displayName: 'Ada', device: PHONE })

    response.assertStatus(201)
    response.assertHeader('cache-control', 'no-store')
    const body = response.body()
    assert.deepEqual(body.account, { id: body.account.id, email, roles: ['viewer'] })
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
    assert.closeTo(lifetimeMs, 15 * 60_000, 5_000)
  })

  test('my first profile is called Me when I give no name', async ({ client, assert }) => {
    const viewer = await register(client)
    const response = await client.get('/v1/account').bearerToken(viewer.accessToken)
    assert.equal(response.body().profiles[0].name, 'Me')
  })

  test('neither my password nor my refresh token is kept in the database', async ({
    client,
    assert,
  }) => {
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

  test('an e-mail has one account, whatever its case', async ({ client, assert }) => {
    const { email } = await register(client)
    const response = await client
      .post('/v1/auth/register')
      .json({ email: ` ${email.toUpperCase()} `, password: PASSWORD, device: PHONE })
    response.assertStatus(409)
    assert.equal(response.body().code, 'account.email-taken')
    assert.equal(response.body().errors[0].field, 'email')
  })

  test('of many who register the same e-mail at once, one gets it', async ({ client, assert }) => {
    const email = newEmail()
    const responses = await Promise.all(
      Array.from({ length: 8 }, () =>
        client.post('/v1/auth/register').json({ email, password: PASSWORD, device: PHONE })
      )
    )
    const statuses = responses.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [201, ...Array<number>(7).fill(409)])
  })

  const valid = { email: 'someone@example.com', password: PASSWORD, device: PHONE }

  test('{0} is refused and named')
    .with([
      ['email', { ...valid, email: 'not an e-mail' }],
      ['email', { ...valid, email: `${'a'.repeat(250)}@example.com` }],
      ['password', { ...valid, password: 'ninechars' }],
      ['password', { ...valid, password: 'x'.repeat(129) }],
      ['displayName', { ...valid, displayName: '   ' }],
      ['displayName', { ...valid, displayName: 'nul\u0000byte' }],
      ['device.name', { ...valid, device: { name: '', kind: 'tv' } }],
      ['device.kind', { ...valid, device: { name: 'Toaster', kind: 'toaster' } }],
      ['roles', { ...valid, roles: ['admin'] }],
      ['device.id', { ...valid, device: { ...PHONE, id: 'mine' } }],
    ] as [string, object][])
    .run(async ({ client, assert }, [field, body]) => {
      const response = await client.post('/v1/auth/register').json(body)
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
      .setup((request) => {
        request.request.send('{"email":')
      })
    response.assertStatus(400)
  })
})
