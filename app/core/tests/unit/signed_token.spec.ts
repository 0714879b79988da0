import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { SignedToken, bearerToken } from '#core/signed_token'

interface Claims {
  sub: string
}

test.group('Signed tokens', (group) => {
  group.each.teardown(() => clock.restore())

  test('give their claims back until they expire', async ({ assert }) => {
    const tokens = new SignedToken<Claims>('test')
    clock.freeze()
    const token = await tokens.sign({ sub: 'someone' }, 60)
    assert.equal((await tokens.verify(token)).claims?.sub, 'someone')
    clock.advance(61_000)
    assert.equal((await tokens.verify(token)).refusal, 'expired')
  })

  test('made for one purpose are refused for another', async ({ assert }) => {
    const token = await new SignedToken<Claims>('one').sign({ sub: 'someone' }, 60)
    assert.equal((await new SignedToken<Claims>('other').verify(token)).refusal, 'invalid')
  })

  test('are refused when any character is altered', async ({ assert }) => {
    const tokens = new SignedToken<Claims>('test')
    const token = await tokens.sign({ sub: 'someone' }, 60)
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const forgedPayload = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'other' })
    ).toString('base64url')
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const forged of [
      `${header}.${forgedPayload}.${signature}`,
      `${unsigned}.${payload}.`,
      `${header}.${payload}.${signature.slice(2)}aa`,
      'nonsense',
    ]) {
      assert.equal((await tokens.verify(forged)).refusal, 'invalid')
    }
  })

  test('are read from the Authorization header only in bearer form', ({ assert }) => {
    assert.equal(bearerToken('Bearer abc.def'), 'abc.def')
    assert.equal(bearerToken('bearer abc'), 'abc')
    for (const other of [undefined, '', 'Bearer', 'Basic abc', 'Bearer a b', 'Bearer <x>']) {
      assert.isNull(bearerToken(other))
    }
  })
})
