import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { register } from '../support/viewers.js'

const STYLE = {
  ...{ sizePercent: 100, color: '#ffffff', textOpacity: 1, edge: 'shadow' },
  ...{ backgroundColor: '#000000', backgroundOpacity: 0, font: 'serif' },
}

test.group('Profiles', () => {
  test('I can add one for a child', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const made = await client
      .post('/v1/profiles')
      .bearerToken(accessToken)
      .json({ name: 'Byron', kids: true, avatar: 'fox', language: 'pt-BR' })
    made.assertStatus(201)
    assert.containSubset(made.body(), {
      name: 'Byron',
      kids: true,
      avatar: 'fox',
      language: 'pt-BR',
      maturityLimit: 7,
    })
    const listed = await client.get('/v1/profiles').bearerToken(accessToken)
    assert.deepEqual(
      listed.body().items.map((profile: { name: string }) => profile.name),
      ['Me', 'Byron']
    )
    const account = await client.get('/v1/account').bearerToken(accessToken)
    assert.deepEqual(account.body().profiles, listed.body().items)
  })

  test('I can change one field and keep the others', async ({ client, assert }) => {
    const { accessToken, profileId } = await register(client)
    const before = await client.get(`/v1/profiles/${profileId}`).bearerToken(accessToken)
    const changed = await client
      .patch(`/v1/profiles/${profileId}`)
      .bearerToken(accessToken)
      .json({ name: 'Ada' })
    changed.assertStatus(200)
    assert.deepEqual(changed.body(), { ...before.body(), name: 'Ada' })
    const cleared = await client
      .patch(`/v1/profiles/${profileId}`)
      .bearerToken(accessToken)
      .json({ avatar: null })
    assert.deepEqual(cleared.body(), changed.body())
  })

  test('turning a profile into a kids profile lowers its limit', async ({ client, assert }) => {
    const { accessToken, profileId } = await register(client)
    const changed = await client
      .patch(`/v1/profiles/${profileId}`)
      .bearerToken(accessToken)
      .json({ kids: true })
    assert.equal(changed.body().maturityLimit, 7)
  })

  test('a kids profile cannot have a grown-up’s limit', async ({ client, assert }) => {
    const { accessToken, profileId } = await register(client)
    const made = await client
      .post('/v1/profiles')
      .bearerToken(accessToken)
      .json({ name: 'Byron', kids: true, maturityLimit: 16 })
    made.assertStatus(422)
    assert.equal(made.body().errors[0].field, 'maturityLimit')
    const changed = await client
      .patch(`/v1/profiles/${profileId}`)
      .bearerToken(accessToken)
      .json({ kids: true, maturityLimit: 13 })
    changed.assertStatus(422)
  })

  test('there are five at most, also when they are added at once', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const responses = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        client
          .post('/v1/profiles')
          .bearerToken(accessToken)
          .json({ name: `Viewer ${index}` })
      )
    )
    const made = responses.filter((response) => response.status() === 201)
    const refused = responses.filter((response) => response.status() === 409)
    assert.lengthOf(made, 4)
    assert.lengthOf(refused, 4)
    assert.equal(refused[0]!.body().code, 'profile.limit')
  })

  test('a repeat with the same Idempotency-Key adds no second one', async ({ client, assert }) => {
    const { accessToken } = await register(client)
    const key = randomUUID()
    const add = () =>
      client
        .post('/v1/profiles')
        .header('idempotency-key', key)
        .bearerToken(accessToken)
        .json({ name: 'Once' })
    const first = await add()
    const second = await add()
    assert.equal(second.status(), 201)
    assert.equal(second.body().id, first.body().id)
  })

  test('I can delete one but not the last', async ({ client, assert }) => {
    const { accessToken, profileId } = await register(client)
    const last = await client.delete(`/v1/profiles/${profileId}`).bearerToken(accessToken)
    last.assertStatus(409)
    assert.equal(last.body().code, 'profile.last')

    const made = await client.post('/v1/profiles').bearerToken(accessToken).json({ name: 'Second' })
    const deletions = await Promise.all(
      [profileId, made.body().id].map((id) =>
        client.delete(`/v1/profiles/${id}`).bearerToken(accessToken)
      )
    )
    const statuses = deletions.map((response) => response.status()).sort()
    assert.deepEqual(statuses, [204, 409])
    const again = await client.delete(`/v1/profiles/${profileId}`).bearerToken(accessToken)
    assert.include([404, 409], again.status())
  })

  test('{0} is refused and named')
    .with([
      ['name', { name: '' }],
      ['name', { name: 'x'.repeat(41) }],
      ['name', { name: 7 }],
      ['language', { language: 'english please' }],
      ['avatar', { avatar: '../../etc/passwd' }],
      ['kids', { kids: 'yes' }],
      ['autoplayPreviews', { autoplayPreviews: 1 }],
      ['subtitleStyle.sizePercent', { subtitleStyle: { ...STYLE, sizePercent: 201 } }],
      ['subtitleStyle.color', { subtitleStyle: { ...STYLE, color: 'red;} body{}' } }],
      ['subtitleStyle.backgroundOpacity', { subtitleStyle: { ...STYLE, backgroundOpacity: 2 } }],
      ['subtitleStyle.edge', { subtitleStyle: { ...STYLE, edge: 'blurred' } }],
      ['subtitleStyle.script', { subtitleStyle: { ...STYLE, script: 'x' } }],
      ['maturityLimit', { maturityLimit: 19 }],
      ['maturityLimit', { maturityLimit: 7.5 }],
      ['maturityLimit', { maturityLimit: -1 }],
      ['accountId', { accountId: randomUUID() }],
    ] as [string, object][])
    .run(async ({ client, assert }, [field, change]) => {
      const { accessToken, profileId } = await register(client)
      const response = await client
        .patch(`/v1/profiles/${profileId}`)
        .bearerToken(accessToken)
        .json(change)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    })

  test('a read that I have already is not sent again', async ({ client }) => {
    const { accessToken } = await register(client)
    const first = await client.get('/v1/profiles').bearerToken(accessToken)
    const second = await client
      .get('/v1/profiles')
      .header('if-none-match', first.header('etag') as string)
      .bearerToken(accessToken)
    second.assertStatus(304)
  })

  test('a token of an account that is gone opens nothing', async ({ client, assert }) => {
    const { accessToken, accountId } = await register(client)
    await db.from('identity.accounts').where('id', accountId).delete()
    const account = await client.get('/v1/account').bearerToken(accessToken)
    assert.equal(account.body().code, 'auth.token-invalid')
    const made = await client.post('/v1/profiles').bearerToken(accessToken).json({ name: 'Ghost' })
    assert.equal(made.body().code, 'auth.token-invalid')
  })

  test('the account says in which country it is at home, and tokens then say so', async ({
    client,
    assert,
  }) => {
    const { accessToken, refreshToken } = await register(client)
    const say = (token: string, country: string | null) =>
      client.patch('/v1/account').bearerToken(token).json({ country })
    assert.equal((await say(accessToken, 'PT')).body().country, 'PT')
    const refreshed = await client.post('/v1/auth/refresh').json({ refreshToken })
    const token: string = refreshed.body().accessToken
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
    assert.equal(claims.cty, 'PT')
    assert.equal((await say(token, 'DE')).body().code, 'auth.confirmation-required')
    ;(await say(accessToken, 'Portugal')).assertStatus(422)
  })
})
