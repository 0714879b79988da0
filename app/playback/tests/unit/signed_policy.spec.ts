import { test } from '@japa/runner'
import fc from 'fast-check'
import { addressRange, isInRange, parsePolicy, resourceMatcher } from '../../edge/signed_policy.js'

const statement = (resource: unknown, condition: unknown) =>
  JSON.stringify({ Statement: [{ Resource: resource, Condition: condition }] })
const until = { DateLessThan: { 'AWS:EpochTime': 1_800_000_000 } }

test.group('A signed policy', () => {
  test('covers what its wildcards say', ({ assert }) => {
    const cases: [string, string, boolean][] = [
      ['https://e/assets/a/*', 'https://e/assets/a/video/1.m4s?CMCD=x', true],
      ['https://e/assets/a/*', 'https://e/assets/ab/1.m4s', false],
      ['https://e/*/1.m4s', 'https://e/a/b/1.m4s', true],
      ['https://e/?.m4s', 'https://e/1.m4s', true],
      ['https://e/?.m4s', 'https://e/12.m4s', false],
      ['http*://e/a', 'https://e/a', true],
      ['https://e/a', 'https://e/ab', false],
      ['*', 'anything', true],
      ['https://e/a.m4s', 'https://e/axm4s', false],
    ]
    for (const [resource, url, covered] of cases) {
      assert.equal(resourceMatcher(resource)(url), covered, `${resource} ${url}`)
    }
  })

  test('matches as the regular expression of its wildcards does', () => {
    const characters = fc.constantFrom('a', 'b', '/', '.', '*', '?')
    const pattern = fc.string({ unit: characters, maxLength: 10 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 })
    fc.assert(
      fc.property(pattern, text, (resource, url) => {
        const escaped = resource.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
        const source = escaped.replaceAll('\\*', '.*').replaceAll('\\?', '.')
        return resourceMatcher(resource)(url) === new RegExp(`^${source}$`).test(url)
      }),
      { numRuns: 2000 }
    )
  })

  test('takes a hostile pattern in linear time', ({ assert }) => {
    const covers = resourceMatcher(`${'*a'.repeat(200)}b`)
    assert.isFalse(covers('a'.repeat(2000)))
  })

  test('is read only when it has one statement, a resource and an end', ({ assert }) => {
    assert.deepEqual(parsePolicy(statement('https://e/*', until)), {
      ...{ resource: 'https://e/*', dateLessThan: 1_800_000_000 },
      ...{ dateGreaterThan: null, sourceIp: null },
    })
    const broken = [
      '',
      'null',
      '{}',
      '[]',
      '{"Statement":[]}',
      JSON.stringify({ Statement: [{}, {}] }),
      statement(1, until),
      statement('x', {}),
      statement('x', { DateLessThan: { 'AWS:EpochTime': '1800000000' } }),
      statement('x', { ...until, DateGreaterThan: { 'AWS:EpochTime': 'soon' } }),
      statement('x', { ...until, IpAddress: { 'AWS:SourceIp': '10.0.0.0/33' } }),
      statement('x', { ...until, IpAddress: { 'AWS:SourceIp': 7 } }),
    ]
    for (const text of broken) assert.isNull(parsePolicy(text), text)
  })

  test('knows addresses of both versions', ({ assert }) => {
    const cases: [string, string, boolean][] = [
      ['10.0.0.0/8', '10.1.2.3', true],
      ['10.0.0.0/8', '11.1.2.3', false],
      ['10.1.2.3', '::ffff:10.1.2.3', true],
      ['0.0.0.0/0', '203.0.113.9', true],
      ['2001:db8::/32', '2001:db8:1::9', true],
      ['2001:db8::/32', '2001:db9::1', false],
      ['2001:db8::1', '10.1.2.3', false],
      ['10.0.0.0/8', '', false],
    ]
    for (const [range, address, inside] of cases) {
      assert.equal(isInRange(addressRange(range)!, address), inside, `${range} ${address}`)
    }
    for (const wrong of [
      '',
      'x',
      '10.0.0.0/',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      '::1/129',
      '10.0.0',
    ]) {
      assert.isNull(addressRange(wrong), wrong)
    }
  })
})
