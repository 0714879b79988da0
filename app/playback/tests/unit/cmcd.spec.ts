import { test } from '@japa/runner'
import fc from 'fast-check'
import { cmcdTextOf, parseCmcd } from '../../edge/cmcd.js'

const NOTHING = {
  objectType: null,
  bufferMs: null,
  throughput: null,
  starved: false,
  startup: false,
}

test.group('CMCD', () => {
  test('is read as players write it', ({ assert }) => {
    const text =
      'bl=21300,br=3200,bs,cid="faec5fc2-ac30-11ea-bb37-0242ac130002",d=4004,dl=18500,' +
      'mtp=48100,nor="..%2F300kbps%2Ftrack.m4v",nrr="12323-48763",ot=v,pr=1.08,rtp=12000,sf=d,' +
      'sid="6e2fb550-c457-11e9-bb97-0800200c9a66",st=v,su,tb=6000,v=1'
    assert.deepEqual(parseCmcd(text), {
      ...{ objectType: 'video', bufferMs: 21_300, throughput: 48_100_000 },
      ...{ starved: true, startup: true },
    })
  })

  test('may hold keys of others, and texts with commas and quotes in them', ({ assert }) => {
    const text = String.raw`cid="a,b=\"c\"\\",com.example-key="x",ltc=3`
    assert.deepEqual(parseCmcd(text), NOTHING)
  })

  test('is malformed as a whole when a part of it is', ({ assert }) => {
    for (const text of [
      ...['', ',', 'bl=1,', ',bl=1', 'bl=1,,br=2', 'bl', 'bl=', 'bl=-1', 'bl=1.5', 'bl=1e3'],
      ...['bl=1,bl=2', 'bl="1"', 'cid=abc', 'cid="abc', 'cid="a\\b"', 'ot=video', 'ot="v"', 'ot=x'],
      ...[
        'bs=1',
        'su=yes',
        'bl = 1',
        ' bl=1',
        'bl=1, br=2',
        'pr=fast',
        '1a=2',
        'bl=9999999999999999',
      ],
      `cid="${'x'.repeat(3000)}"`,
    ]) {
      assert.isNull(parseCmcd(text), text)
    }
  })

  test('never fails, and is quick, whatever is sent', ({ assert }) => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.stringMatching(/^[a-z="\\,-]{0,2048}$/)
    )
    fc.assert(
      fc.property(anything, (text) => {
        parseCmcd(text)
        cmcdTextOf(`CMCD=${text}`, {})
      }),
      { numRuns: 2000 }
    )
    assert.isNull(parseCmcd(`a${'-a'.repeat(1000)}`.slice(0, 2047) + '!'))
  })

  test('comes in the query or in four headers', ({ assert }) => {
    assert.equal(cmcdTextOf('?a=b&CMCD=bl%3D100%2Cot%3Dv', {}), 'bl=100,ot=v')
    assert.equal(
      cmcdTextOf('', { 'cmcd-object': 'ot=a', 'cmcd-status': 'bs', 'cmcd-session': 'sid="x"' }),
      'ot=a,sid="x",bs'
    )
    assert.isNull(cmcdTextOf('?Policy=x', {}))
    assert.equal(cmcdTextOf('CMCD=bs&CMCD=su', {}), '')
    assert.equal(cmcdTextOf('CMCD=%', {}), '')
  })
})
