import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { Secret } from '@adonisjs/core/helpers'
import { test } from '@japa/runner'
import { newId, type AssetId } from '#core/ids'
import { sealKey, unsealKey } from '../../keys/sealing.js'

const masterKey = () => new Secret(randomBytes(32).toString('base64'))
const place = () => ({ assetId: newId<AssetId>(), keyId: randomBytes(16) })

test.group('Sealed content keys', () => {
  test('open under their master key, in their place', ({ assert }) => {
    const [master, where, key] = [masterKey(), place(), randomBytes(16)]
    const sealed = sealKey(master, where, new Secret(key))
    assert.lengthOf(sealed, 12 + 16 + 16)
    assert.deepEqual(unsealKey(master, where, sealed).release(), key)
  })

  test('are sealed differently each time', ({ assert }) => {
    const [master, where, key] = [masterKey(), place(), new Secret(randomBytes(16))]
    assert.notDeepEqual(sealKey(master, where, key), sealKey(master, where, key))
  })

  test('do not open when altered, moved to another asset or key id, or under another master key', ({
    assert,
  }) => {
    const [master, where] = [masterKey(), place()]
    const sealed = sealKey(master, where, new Secret(randomBytes(16)))
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed)
      altered[at]! ^= 1
      assert.throws(() => unsealKey(master, where, altered))
    }
    assert.throws(() => unsealKey(master, { ...where, assetId: newId<AssetId>() }, sealed))
    assert.throws(() => unsealKey(master, { ...where, keyId: randomBytes(16) }, sealed))
    assert.throws(() => unsealKey(masterKey(), where, sealed))
  })

  test('hide themselves when printed', ({ assert }) => {
    const [master, where, key] = [masterKey(), place(), randomBytes(16)]
    const opened = unsealKey(master, where, sealKey(master, where, new Secret(key)))
    for (const text of [JSON.stringify({ opened }), String(opened), inspect(opened)]) {
      assert.notInclude(text, key.toString('hex'))
      assert.include(text, 'redacted')
    }
  })
})
