import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { inspectSource, type SegmentedTrack } from '../../pipeline/index.js'
import { makeMedia, mediaTools, scratchFolder, turnMedia } from '../media/make_media.js'
import {
  decode,
  filesNamedByHls,
  ingest,
  segmentPath,
  segmentStarts,
} from '../media/published_asset.js'

test.group('Making streams', () => {
  test('a 50 Hz film with 5.1 sound becomes aligned, encrypted streams', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), {
      ...{ width: 1280, height: 720, rate: '50', seconds: 5, audio: '5.1' },
      options: ['-metadata:s:a:0', 'language=eng'],
    })

    const asset = await ingest(source, folder)

    const { stream, keys } = asset
    assert.deepEqual(
      stream.video.rungs.map((rung) => [rung.width, rung.height, rung.frameRate, rung.keyTier]),
      [
        [426, 240, 25, 'sd'],
        [640, 360, 25, 'sd'],
        [854, 480, 50, 'sd'],
        [1280, 720, 50, 'hd'],
      ]
    )
    assert.deepEqual(
      stream.audio.map((track) => [track.label, track.language, track.channels]),
      [
        ['English', 'en', 2],
        ['English', 'en', 2],
        ['English 5.1', 'en', 6],
      ]
    )
    assert.closeTo(stream.durationSeconds, 5, 0.1)
    assert.deepEqual(stream.keyIds, {
      audio: keys.audio!.keyId,
      sd: keys.sd!.keyId,
      hd: keys.hd!.keyId,
    })

    for (const rung of stream.video.rungs) {
      const starts = await segmentStarts(asset, rung)
      assert.deepEqual(
        starts.map((start) => start.seconds),
        [0, 2, 4],
        `${rung.height}`
      )
      assert.isTrue(starts.every((start) => start.key))
      const whole = await decode(asset, rung, keys[rung.keyTier]!.key)
      assert.deepEqual(whole, { frames: Math.round(5 * rung.frameRate), complaints: 0 })
    }
    for (const track of stream.audio) {
      for (const [n, start] of (await segmentStarts(asset, track)).entries()) {
        assert.closeTo(start.seconds, n * 2, 0.025)
      }
      assert.equal((await decode(asset, track, keys.audio!.key)).complaints, 0)
    }
    const hd = stream.video.rungs.at(-1)!
    assert.isAbove((await decode(asset, hd, keys.sd!.key)).complaints, 0)
  })

  test('the manifests name only files that exist, and no key', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), { seconds: 5 })

    const asset = await ingest(source, folder)

    const named = await filesNamedByHls(asset)
    assert.isAbove(named.length, 10)
    for (const file of named) assert.isTrue((await stat(join(asset.folder, file))).isFile(), file)
    const { dash, hls, video, audio } = asset.stream
    const tracks: SegmentedTrack[] = [...video.rungs, ...audio]
    for (const track of tracks) {
      await stat(join(asset.folder, track.initPath))
      await stat(join(asset.folder, segmentPath(track, track.segmentCount - 1)))
    }
    const secrets = Object.values(asset.keys).map(({ key }) => Buffer.from(key, 'hex'))
    for (const file of [dash, hls, ...named]) {
      const bytes = await readFile(join(asset.folder, file))
      for (const secret of secrets) {
        assert.isFalse(bytes.includes(secret))
        assert.isFalse(bytes.includes(secret.toString('base64')))
        assert.isFalse(bytes.includes(secret.toString('hex')))
      }
    }
    const mpd = await readFile(join(asset.folder, dash), 'utf8')
    assert.include(mpd, 'type="static"')
    assert.include(mpd, 'value="cbcs"')
    assert.include(mpd, 'urn:uuid:1077efec-c0b2-4d02-ace3-3c1e52e2fb4b')
  })

  test('a silent, turned film stays silent and upright', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const flat = await makeMedia(join(folder, 'flat.mp4'), { width: 426, height: 240, audio: null })
    const asset = await ingest(await turnMedia(flat, join(folder, 'turned.mp4')), folder)

    assert.deepEqual(asset.stream.audio, [])
    assert.notProperty(asset.stream.keyIds, 'audio')
    const [rung] = asset.stream.video.rungs
    assert.deepInclude(rung!, { width: 240, height: 426 })
    assert.equal((await decode(asset, rung!, asset.keys.sd!.key)).complaints, 0)
  })

  test('interlaced fields become frames', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.ts'), {
      ...{ width: 720, height: 576, rate: '50', filters: 'interlace,setsar=16/15' },
      options: ['-flags', '+ildct+ilme', '-x264-params', 'interlaced=1'],
    })
    const asset = await ingest(source, folder)
    const top = asset.stream.video.rungs.at(-1)!
    assert.deepInclude(top, { width: 768, height: 576, frameRate: 50, keyTier: 'sd' })
    assert.notProperty(asset.stream.keyIds, 'hd')
  })

  test('odd sides, NTSC film rate and mono sound', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mkv'), {
      ...{ width: 353, height: 287, rate: '24000/1001', seconds: 7, audio: 'mono' },
      options: ['-pix_fmt', 'yuv444p'],
    })
    const asset = await ingest(source, folder)
    assert.deepEqual(
      asset.stream.audio.map((track) => track.channels),
      [1, 1]
    )
    const frame = 1001 / 24000
    for (const rung of asset.stream.video.rungs) {
      const starts = await segmentStarts(asset, rung)
      assert.lengthOf(starts, 4)
      for (const [n, start] of starts.entries()) {
        assert.isAtLeast(start.seconds, n * 2 - 0.001)
        assert.isBelow(start.seconds, n * 2 + frame)
      }
    }
  })

  test('an unsteady film becomes steady and keeps its length', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), {
      ...{ seconds: 4, filters: "select='not(mod(n,3))+lt(n,50)'" },
      options: ['-fps_mode', 'vfr'],
    })
    const asset = await ingest(source, folder)
    const [rung] = asset.stream.video.rungs
    const { frames } = await decode(asset, rung!, asset.keys.sd!.key)
    assert.closeTo(frames / rung!.frameRate, 4, 0.15)
  })

  test('a tiny HDR film and a see-through one become plain pictures', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const hdr = await makeMedia(join(folder, 'hdr.mkv'), {
      ...{ width: 64, height: 48, seconds: 2 },
      filters:
        'format=yuv420p10le,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084',
      options: [
        ...['-c:v', 'libx265', '-pix_fmt', 'yuv420p10le', '-x265-params'],
        'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc',
      ],
    })
    const alpha = await makeMedia(join(folder, 'alpha.mov'), {
      ...{ width: 96, height: 64, seconds: 2, filters: 'format=yuva444p10le' },
      options: ['-c:v', 'prores_ks', '-profile:v', '4444', '-pix_fmt', 'yuva444p10le'],
    })
    const tools = await mediaTools()
    assert.equal((await inspectSource(hdr, { tools })).video.transfer, 'pq')
    assert.isTrue((await inspectSource(alpha, { tools })).video.alpha)
    for (const [n, source] of [hdr, alpha].entries()) {
      const asset = await ingest(source, join(folder, String(n)))
      assert.lengthOf(asset.stream.video.rungs, 1)
      const rung = asset.stream.video.rungs[0]!
      assert.deepEqual(await decode(asset, rung, asset.keys.sd!.key), { frames: 50, complaints: 0 })
    }
  })

  test('its own subtitles go along, in both manifests and as one file', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await withSubtitles(folder)
    const asset = await ingest(source, folder)

    assert.deepEqual(asset.stream.text, [
      { language: 'de', label: 'Deutsch', forced: false, path: 'text/de.vtt' },
    ])
    const whole = await readFile(join(asset.folder, 'text/de.vtt'), 'utf8')
    assert.include(whole, 'Guten Tag')
    assert.include(await readFile(join(asset.folder, 'master.m3u8'), 'utf8'), 'TYPE=SUBTITLES')
    assert.include(await readFile(join(asset.folder, 'manifest.mpd'), 'utf8'), 'codecs="wvtt"')
    const segments = await readdir(join(asset.folder, 'text/de'))
    assert.includeMembers(segments, ['1.m4s', '3.m4s', '1.vtt', '3.vtt'])
  })

  test('thumbnails name rectangles that exist, and the poster is not the black start', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const source = await makeMedia(join(folder, 'film.mp4'), {
      ...{ width: 426, height: 240, seconds: 5, filters: 'fade=in:st=1:d=0.5' },
    })
    const asset = await ingest(source, folder)

    const track = await readFile(join(asset.folder, asset.stream.thumbnails!.vtt), 'utf8')
    const cues = [...track.matchAll(/^(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/gm)]
    assert.deepEqual(
      cues.map(([, start, end]) => `${start} ${end}`),
      ['00:00:00.000 00:00:02.000', '00:00:02.000 00:00:04.000', '00:00:04.000 00:00:05.000']
    )
    const sheet = await sharp(join(asset.folder, cues[0]![3]!)).metadata()
    for (const [, , , , x, y, width, height] of cues) {
      assert.isAtMost(Number(x) + Number(width), sheet.width)
      assert.isAtMost(Number(y) + Number(height), sheet.height)
    }
    assert.includeMembers(asset.stream.posters, ['poster.jpg', 'poster.webp'])
    const { channels } = await sharp(join(asset.folder, 'poster.jpg')).stats()
    assert.isAbove(channels[0]!.mean, 40)
  })
})

async function withSubtitles(folder: string): Promise<string> {
  const subtitles = join(folder, 'subtitles.srt')
  await writeFile(subtitles, '1\n00:00:00,500 --> 00:00:01,500\nGuten Tag\n')
  return makeMedia(join(folder, 'film.mp4'), {
    ...{ seconds: 5, inputs: ['-i', subtitles] },
    options: [
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-c:s',
      'mov_text',
      '-metadata:s:s:0',
      'language=ger',
    ],
  })
}
