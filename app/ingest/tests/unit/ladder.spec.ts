import { test } from '@japa/runner'
import { chooseLadder, type SourceProbe, type VideoTrack } from '../../pipeline/index.js'

const FILM: VideoTrack = {
  index: 0,
  codec: 'h264',
  displayWidth: 1920,
  displayHeight: 1080,
  codedWidth: 1920,
  codedHeight: 1080,
  rotationDegrees: 0,
  frameRate: { numerator: 24, denominator: 1 },
  variableFrameRate: false,
  interlaced: false,
  transfer: 'sdr',
  colorMatrix: null,
  alpha: false,
  durationSeconds: 60,
}

function film(video: Partial<VideoTrack>, channels: number[] = [2]): SourceProbe {
  return {
    container: 'mp4',
    sizeBytes: 1_000_000,
    durationSeconds: 60,
    video: { ...FILM, ...video },
    audio: channels.map((count, n) => ({
      index: n + 1,
      codec: 'aac',
      channels: count,
      language: ['en', 'de', 'fr'][n]!,
      title: null,
      default: n === 0,
    })),
    text: [],
  }
}

function sizesOf(video: Partial<VideoTrack>) {
  return chooseLadder(film(video)).video.map((rung) => `${rung.width}x${rung.height}`)
}

function rateOf(video: Partial<VideoTrack>) {
  const { numerator, denominator } = chooseLadder(film(video)).frameRate
  return `${numerator}/${denominator}`
}

test.group('Ladder | pictures', () => {
  const cases: Array<[what: string, width: number, height: number, sizes: string[]]> = [
    ['a full HD film', 1920, 1080, ['426x240', '640x360', '854x480', '1280x720', '1920x1080']],
    ['a 4K film', 3840, 2160, ['426x240', '640x360', '854x480', '1280x720', '1920x1080']],
    ['a wide film', 1920, 800, ['426x178', '640x266', '854x356', '1280x534', '1920x800']],
    ['an upright film', 1080, 1920, ['240x426', '360x640', '480x854', '720x1280', '1080x1920']],
    ['a PAL film', 1024, 576, ['426x240', '640x360', '854x480', '1024x576']],
    ['a 4:3 film', 640, 480, ['320x240', '480x360', '640x480']],
    ['a film with odd sides', 853, 479, ['428x240', '642x360', '852x478']],
    ['a film smaller than the first rung', 160, 120, ['160x120']],
    [
      'a film just below a rung',
      1906,
      1072,
      ['426x240', '640x360', '854x480', '1280x720', '1906x1072'],
    ],
  ]

  for (const [what, width, height, sizes] of cases) {
    test(`${what} gets rungs of its shape, none larger than itself`, ({ assert }) => {
      const made = sizesOf({ displayWidth: width, displayHeight: height })
      assert.lengthOf(made, sizes.length)
      for (const [n, size] of made.entries()) {
        const [w = 0, h = 0] = size.split('x').map(Number)
        const [expectedWidth = 0, expectedHeight = 0] = sizes[n]!.split('x').map(Number)
        assert.closeTo(w, expectedWidth, 2)
        assert.closeTo(h, expectedHeight, 2)
        assert.isAtMost(w, width)
        assert.isAtMost(h, height)
        assert.equal((w % 2) + (h % 2), 0)
      }
    })
  }

  test('only rungs above 576 lines need the HD key', ({ assert }) => {
    const tiers = chooseLadder(film({})).video.map((rung) => `${rung.name} ${rung.keyTier}`)
    assert.deepEqual(tiers, ['240p sd', '360p sd', '480p sd', '720p hd', '1080p hd'])
  })

  test('rates rise from rung to rung and the first is light enough for 3G', ({ assert }) => {
    const rates = chooseLadder(film({})).video.map((rung) => rung.maxBitrate)
    assert.deepEqual(
      rates,
      rates.toSorted((a, b) => a - b)
    )
    assert.isAtMost(rates[0]!, 300_000)
  })
})

test.group('Ladder | frame rate', () => {
  const rate = (numerator: number, denominator = 1) => ({ frameRate: { numerator, denominator } })

  test('standard rates are kept exactly', ({ assert }) => {
    assert.equal(rateOf(rate(24)), '24/1')
    assert.equal(rateOf(rate(25)), '25/1')
    assert.equal(rateOf(rate(24000, 1001)), '24000/1001')
    assert.equal(rateOf(rate(23976, 1000)), '24000/1001')
    assert.equal(rateOf(rate(30000, 1001)), '30000/1001')
    assert.equal(rateOf(rate(60)), '60/1')
  })

  test('more than 60 frames a second are thinned out evenly', ({ assert }) => {
    assert.equal(rateOf(rate(120)), '60/1')
    assert.equal(rateOf(rate(100)), '50/1')
    assert.equal(rateOf(rate(120000, 1001)), '60000/1001')
  })

  test('an unsteady source becomes steady at the next standard rate', ({ assert }) => {
    assert.equal(rateOf({ ...rate(27), variableFrameRate: true }), '30000/1001')
    assert.equal(rateOf({ ...rate(14), variableFrameRate: true }), '24000/1001')
  })

  test('the two fields of an interlaced frame become two frames', ({ assert }) => {
    const ladder = chooseLadder(film({ ...rate(25), interlaced: true }))
    assert.isTrue(ladder.deinterlace)
    assert.equal(ladder.frameRate.numerator, 50)
  })

  test('small rungs of a 50 Hz source show every second frame', ({ assert }) => {
    const ladder = chooseLadder(film(rate(50)))
    const rates = ladder.video.map((rung) => rung.frameRate.numerator / rung.frameRate.denominator)
    assert.deepEqual(rates, [25, 25, 50, 50, 50])
  })
})

test.group('Ladder | sound', () => {
  const namesOf = (channels: number[]) =>
    chooseLadder(film({}, channels)).audio.map(
      (rendition) => `${rendition.name} ${rendition.channels}`
    )

  test('a silent film has no audio', ({ assert }) => assert.deepEqual(namesOf([]), []))

  test('mono stays mono', ({ assert }) => assert.deepEqual(namesOf([1]), ['en-48k 1', 'en-96k 1']))

  test('stereo has a light and a full rendition', ({ assert }) => {
    assert.deepEqual(namesOf([2]), ['en-64k 2', 'en-128k 2'])
  })

  test('5.1 is kept beside a stereo mix', ({ assert }) => {
    assert.deepEqual(namesOf([6]), ['en-64k 2', 'en-128k 2', 'en-surround 6'])
  })

  test('each language is made once', ({ assert }) => {
    const probe = film({}, [2, 2])
    probe.audio.push({ ...probe.audio[0]!, index: 9, default: false, title: 'Commentary' })
    const made = chooseLadder(probe).audio
    assert.deepEqual([...new Set(made.map((rendition) => rendition.sourceIndex))], [1, 2])
    assert.deepEqual([...new Set(made.map((rendition) => rendition.label))], ['English', 'Deutsch'])
  })
})
