import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { issueAccessToken } from '#identity'

test.group('Idempotency-Key on a route', () => {
  test('a refusal is given again as the same problem document', async ({ client, assert }) => {
    const { token } = await issueAccessToken({
      accountId: newId(),
      deviceId: newId(),
      roles: ['editor'],
      profiles: [],
    })
    const key = randomUUID()
    const create = () =>
      client
        .post('/v1/titles')
        .bearerToken(token)
        .header('idempotency-key', key)
        .json({ kind: 'film', nonsense: true })
    const first = await create()
    const second = await create()
    assert.equal(first.status(), 422)
    assert.equal(second.status(), 422)
    assert.equal(second.header('content-type'), first.header('content-type'))
    assert.equal(second.body().code, first.body().code)
  })
})
