import { argon2Sync, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { Argon2id } from '#core/argon2id'

const COST = { memory: 256, iterations: 2 }
const argon2id = new Argon2id(COST)
const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** As OpenSSL computes it, which shares no code with what is tested. */
function byOpenSsl(message: string): string {
  const nonce = randomBytes(16)
  const { memory, iterations: passes } = COST
  const tag = argon2Sync('argon2id', {
    ...{ message, nonce, parallelism: 1, tagLength: 32, memory, passes },
  })
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(nonce)}$${unpadded(tag)}`
}

test.group('argon2id', () => {
  test('takes a hash that OpenSSL made, and refuses another password', async ({ assert }) => {
    const hashed = byOpenSsl('kākāpō at dusk')
    assert.isTrue(await argon2id.verify(hashed, 'kākāpō at dusk'))
    assert.isFalse(await argon2id.verify(hashed, 'kakapo at dusk'))
  })

  test('makes another hash of the same password each time, at the cost that is set', async ({
    assert,
  }) => {
    const one = await argon2id.make('kākāpō at dusk')
    const other = await argon2id.make('kākāpō at dusk')
    assert.match(one, /^\$argon2id\$v=19\$m=256,t=2,p=1\$/)
    assert.notEqual(one, other)
    assert.isTrue(await argon2id.verify(one, 'kākāpō at dusk'))
  })

  test('hashes anew what was made at another cost, on more lanes, or otherwise', async ({
    assert,
  }) => {
    const hashed = await argon2id.make('kākāpō at dusk')
    assert.isFalse(argon2id.needsReHash(hashed))
    assert.isTrue(new Argon2id({ memory: 512, iterations: 2 }).needsReHash(hashed))
    assert.isTrue(new Argon2id({ memory: 256, iterations: 3 }).needsReHash(hashed))
    assert.isTrue(argon2id.needsReHash(hashed.replace('p=1', 'p=2')))
    assert.isTrue(argon2id.needsReHash(hashed.replace('$argon2id$', '$argon2i$')))
    assert.isTrue(argon2id.needsReHash('$2b$10$'))
  })

  test('tells a hash of its own from any other text', async ({ assert }) => {
    assert.isTrue(argon2id.isValidHash(byOpenSsl('kākāpō at dusk')))
    for (const text of ['', '$argon2id$', '$argon2id$v=19$m=256', 'kākāpō at dusk']) {
      assert.isFalse(argon2id.isValidHash(text), text)
    }
  })
})
