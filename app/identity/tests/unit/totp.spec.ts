import { test } from '@japa/runner'
import { Secret } from 'otpauth'
import { clock } from '#core/clock'
import { newTotpSecret, sealTotpSecret, timeStepOf } from '../../totp.js'

/** The secret of RFC 6238, appendix B. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32

test.group('One-time passwords', (group) => {
  group.each.teardown(() => clock.restore())

  test('are those of RFC 6238 at {seconds} s')
    .with([
      { seconds: 59, code: '287082' },
      { seconds: 1_111_111_109, code: '081804' },
      { seconds: 1_234_567_890, code: '005924' },
      { seconds: 20_000_000_000, code: '353130' },
    ])
    .run(({ assert }, { seconds, code }) => {
      clock.freeze(seconds * 1000)
      assert.equal(timeStepOf(sealTotpSecret(SECRET), code), Math.floor(seconds / 30))
    })

  test('belong to their own time step, one early or one late', ({ assert }) => {
    const sealed = sealTotpSecret(SECRET)
    const steps = [-2, -1, 0, 1, 2].map((late) => {
      clock.freeze(59_000 + late * 30_000)
      return timeStepOf(sealed, '287082')
    })
    assert.deepEqual(steps, [null, 1, 1, 1, null])
  })

  test('are not made from what is sealed', ({ assert }) => {
    const secret = newTotpSecret()
    assert.lengthOf(secret, 32)
    assert.notInclude(sealTotpSecret(secret), secret)
    assert.notEqual(sealTotpSecret(secret), sealTotpSecret(secret))
    assert.throws(() => timeStepOf('not sealed here', '287082'), /APP_KEY/)
  })
})
