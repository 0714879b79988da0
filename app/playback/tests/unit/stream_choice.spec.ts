import { test } from '@japa/runner'
import type { StreamDescription } from '#ingest'
import { chooseStream, startupTrack } from '../../stream_choice.js'
import { finishedFromMs, isBegun } from '../../viewing_rules.js'

const track = {
  initPath: 'video/240p/init.mp4',
  segmentTemplate: 'video/240p/$Number$.m4s',
  segmentSeconds: 2,
  firstSegmentNumber: 1,
  segmentCount: 300,
}

const stream = {
  video: {
    rungs: [
      { ...track, height: 240, codec: 'avc1.4d401e', keyTier: 'sd' },
      { ...track, height: 480, codec: 'avc1.4d401f', keyTier: 'sd' },
      { ...track, height: 1080, codec: 'avc1.640028', keyTier: 'hd' },
    ],
  },
  audio: [{ ...track, codec: 'mp4a.40.2' }],
  keyIds: { audio: 'a0', sd: '5d', hd: '4d' },
} as unknown as StreamDescription

const heights = (device: object, hd = true) =>
  chooseStream(stream, device, hd)?.rungs.map(({ height }) => height)

test.group('What a device gets of a stream', () => {
  test('is everything unless it says otherwise', ({ assert }) => {
    assert.deepEqual(heights({}), [240, 480, 1080])
    assert.deepEqual(chooseStream(stream, {}, true)?.keyIds, ['5d', '4d', 'a0'])
  })

  test('is without HD, and its key, where HD is not allowed', ({ assert }) => {
    assert.deepEqual(heights({}, false), [240, 480])
    assert.deepEqual(heights({ hdcp: 'none' }), [240, 480])
    assert.deepEqual(chooseStream(stream, {}, false)?.keyIds, ['5d', 'a0'])
  })

  test('is as high as its screen, and never nothing', ({ assert }) => {
    assert.deepEqual(heights({ maxHeight: 720 }), [240, 480])
    assert.deepEqual(heights({ maxHeight: 100 }), [240])
  })

  test('is what it can decode', ({ assert }) => {
    assert.deepEqual(heights({ codecs: ['avc1', 'mp4a'] }), [240, 480, 1080])
    assert.isNull(chooseStream(stream, { codecs: ['av01'] }, true))
    assert.deepEqual(chooseStream(stream, { codecs: ['avc1'] }, true)?.audio, [])
  })
})

test.group('The first segment', () => {
  test('is the one at the position, at most the last', ({ assert }) => {
    const numberAt = (position: number) =>
      /(\d+)\.m4s$/.exec(startupTrack('/edge/a', track, position).firstSegment)?.[1]
    assert.equal(numberAt(0), '1')
    assert.equal(numberAt(1.999), '1')
    assert.equal(numberAt(2), '2')
    assert.equal(numberAt(599.9), '300')
    assert.equal(numberAt(9999), '300')
  })
})

test.group('The rules of viewing', () => {
  test('finish at 95 %, or earlier with the credits', ({ assert }) => {
    const credits = { kind: 'credits', startSeconds: 80, endSeconds: 100 } as const
    assert.equal(finishedFromMs(100_000, []), 95_000)
    assert.equal(finishedFromMs(100_000, [credits]), 80_000)
    assert.equal(finishedFromMs(100_000, [{ ...credits, startSeconds: 99 }]), 95_000)
    assert.equal(finishedFromMs(100_000, [{ ...credits, kind: 'intro' }]), 95_000)
  })

  test('begin after 30 seconds or 2 %', ({ assert }) => {
    assert.isFalse(isBegun(30_000, 7_200_000))
    assert.isTrue(isBegun(30_001, 7_200_000))
    assert.isTrue(isBegun(700, 30_000))
    assert.isFalse(isBegun(600, 30_000))
  })
})
