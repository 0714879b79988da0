import { generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import { clock } from '#core/clock'
import { PolicySigner } from '../../edge/policy_signer.js'
import { PolicyVerifier } from '../../edge/policy_verifier.js'
import { readCredentials } from '../../edge/policy_credentials.js'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const baseUrl = 'https://edge.example/edge'
const keyPairId = 'K2JCJMDEHXQW5F'
const hour = 3600
const signer = () =>
  new PolicySigner({
    ...{ baseUrl, keyPairId, privateKey },
    ...{ marginSeconds: hour, maximumSeconds: 12 * hour },
  })
const verifier = new PolicyVerifier(keyPairId, publicKey)

const refusal = (query: object, url: string, address = '203.0.113.9') =>
  verifier.refusalOf(
    readCredentials(new URLSearchParams({ ...query }).toString(), undefined),
    url,
    address
  )

test.group('The signer of edge policies', (group) => {
  group.each.setup(() => clock.freeze())
  group.each.teardown(() => clock.restore())

  test('makes what the edge takes, until it ends', ({ assert }) => {
    const { query, expiresAt } = signer().sign('assets/ab', 600, null)
    assert.isNull(refusal(query, `${baseUrl}/assets/ab/video/1.m4s`))
    assert.isNotNull(refusal(query, `${baseUrl}/assets/abc/video/1.m4s`))
    clock.freeze(Date.parse(expiresAt) - 1)
    assert.isNull(refusal(query, `${baseUrl}/assets/ab/video/1.m4s`))
    clock.advance(1)
    assert.isNotNull(refusal(query, `${baseUrl}/assets/ab/video/1.m4s`))
  })

  test('lives for the duration and the margin, and never longer than the most', ({ assert }) => {
    const lifeOf = (durationSeconds: number) =>
      (Date.parse(signer().sign('assets/ab', durationSeconds, null).expiresAt) - clock.now()) / 1000
    assert.isAtLeast(lifeOf(600), 600 + hour)
    assert.isAtMost(lifeOf(600), 600 + hour + 600)
    for (const duration of [11 * hour - 1, 11 * hour, 40 * hour]) {
      assert.isAtMost(lifeOf(duration), 12 * hour)
      assert.isAtLeast(lifeOf(duration), 12 * hour - 600)
    }
  })

  test('signs once for the viewers of one stream, and for each address where it binds', ({
    assert,
  }) => {
    const shared = signer()
    assert.strictEqual(shared.sign('assets/ab', 600, null), shared.sign('assets/ab', 600, null))
    const bound = shared.sign('assets/ab', 600, '::ffff:203.0.113.9')
    const url = `${baseUrl}/assets/ab/1.m4s`
    assert.isNull(refusal(bound.query, url))
    assert.isNotNull(refusal(bound.query, url, '203.0.113.10'))
    const six = shared.sign('assets/ab', 600, '2001:db8::1')
    assert.isNull(refusal(six.query, url, '2001:db8::1'))
  })

  test('renews when less than a quarter is left', ({ assert }) => {
    const life = (600 + hour) * 1000
    assert.isFalse(signer().isDue(clock.now() + life / 4 + 1, 600))
    assert.isTrue(signer().isDue(clock.now() + life / 4 - 1, 600))
  })
})
