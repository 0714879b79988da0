import { test } from '@japa/runner'
import { newId, type AccountId } from '#core/ids'
import { lettersOfUserCode, newUserCode, shownUserCode } from '../../pairing_codes.js'
import { newRecoveryCode, recoveryCodeHash } from '../../recovery_code.js'

test.group('Codes that people type', () => {
  test('a recovery code is the same however it is typed', ({ assert }) => {
    const accountId = newId<AccountId>()
    const kept = recoveryCodeHash(accountId, '01ab-cdef-gh10')
    for (const typed of ['01ABCDEFGH10', ' o1ab cdef ghlo', 'OIab-CDEF-ghI0']) {
      assert.deepEqual(recoveryCodeHash(accountId, typed), kept)
    }
    assert.notDeepEqual(recoveryCodeHash(newId<AccountId>(), '01ab-cdef-gh10'), kept)
    for (const typed of [
      '',
      '01ab-cdef-gh1',
      '01ab-cdef-gh100',
      '01ab-cdef-gh1u',
      'ß'.repeat(12),
    ]) {
      assert.isNull(recoveryCodeHash(accountId, typed))
    }
  })

  test('recovery codes have their form, and none comes twice', ({ assert }) => {
    const codes = Array.from({ length: 1000 }, newRecoveryCode)
    assert.lengthOf(new Set(codes), 1000)
    for (const code of codes)
      assert.match(code, /^([0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}$/)
  })

  test('a TV’s code is the same however it is typed', ({ assert }) => {
    const code = newUserCode()
    assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
    const shown = shownUserCode(code)
    for (const typed of [shown, shown.toLowerCase(), shown.replace('-', ' '), `  ${code} `]) {
      assert.equal(lettersOfUserCode(typed), code)
    }
  })
})
