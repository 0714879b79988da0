import { execFile } from 'node:child_process'
import { copyFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import { inspectSource, SourceRefusedError, type SourceLimits } from '../../pipeline/index.js'
import { CONTAINERS, type ContainerName } from '../../pipeline/inspect/containers.js'
import { readTracks } from '../../pipeline/inspect/read_tracks.js'
import { makeMedia, mediaTools, scratchFolder, turnMedia } from '../media/make_media.js'

async function refusalOf(path: string, filename?: string, limits?: Partial<SourceLimits>) {
  const tools = await mediaTools()
  try {
    await inspectSource(path, { tools, limits, claimed: { filename } })
  } catch (error) {
    if (error instanceof SourceRefusedError) return error.code
    throw error
  }
  return 'accepted'
}

test.group('Inspecting a source | what is a video', () => {
  test('a rotated film is described as it is seen', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const flat = await makeMedia(join(folder, 'flat.mp4'), { width: 320, height: 180 })
    const path = await turnMedia(flat, join(folder, 'turned.mp4'))

    const { video } = await inspectSource(path, { tools: await mediaTools() })

    assert.deepInclude(video, { displayWidth: 180, displayHeight: 320, codedWidth: 320 })
    assert.include([90, 270], video.rotationDegrees)
  })

  test('an anamorphic film is described in square pixels', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'a.mkv'), {
      width: 360,
      height: 288,
      filters: 'setsar=16/15',
    })
    const { video } = await inspectSource(path, { tools: await mediaTools() })
    assert.deepInclude(video, { displayWidth: 384, displayHeight: 288 })
  })

  test('an interlaced film, an unsteady one and a silent one are known', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const tools = await mediaTools()
    const interlaced = await makeMedia(join(folder, 'i.ts'), {
      rate: '50',
      filters: 'interlace',
      options: ['-flags', '+ildct+ilme', '-x264-params', 'interlaced=1'],
    })
    const unsteady = await makeMedia(join(folder, 'v.mp4'), {
      audio: null,
      filters: "select='not(mod(n,3))+lt(n,30)'",
      options: ['-fps_mode', 'vfr'],
    })

    assert.isTrue((await inspectSource(interlaced, { tools })).video.interlaced)
    const probe = await inspectSource(unsteady, { tools })
    assert.isTrue(probe.video.variableFrameRate)
    assert.deepEqual(probe.audio, [])
  })

  test('each accepted container is accepted under its own name only', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const codecs: Record<string, string[]> = {
      mp4: [],
      mov: [],
      mkv: [],
      ts: [],
      flv: ['-ar', '44100'],
      avi: ['-c:v', 'mpeg4', '-c:a', 'mp3'],
      mpg: ['-c:v', 'mpeg2video', '-c:a', 'mp2'],
      webm: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'],
    }
    for (const [extension, options] of Object.entries(codecs)) {
      const path = await makeMedia(join(folder, `film.${extension}`), { seconds: 2, options })
      assert.equal(await refusalOf(path, `film.${extension}`), 'accepted', extension)
      assert.equal(await refusalOf(path, 'film.txt'), 'ingest.type-mismatch', extension)
    }
  })
})

test.group('Inspecting a source | what is refused', () => {
  test('a file that is no video', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const files: Record<string, string | Buffer> = {
      'words.mp4': 'This is a film, honest.',
      'picture.mp4': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'photo.mp4': Buffer.from('ffd8ffe000104a464946', 'hex'),
      'archive.mp4': Buffer.from('504b0304140000000800', 'hex'),
      'subtitle.mp4': '1\n00:00:01,000 --> 00:00:02,000\nHello\n',
      'noise.mp4': Buffer.alloc(4096, 0xa5),
    }
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content)
      assert.equal(await refusalOf(join(folder, name), name), 'ingest.not-a-video', name)
    }
    await writeFile(join(folder, 'empty.mp4'), '')
    assert.equal(await refusalOf(join(folder, 'empty.mp4')), 'ingest.empty')
    assert.equal(await refusalOf(folder), 'ingest.not-a-video')
  })

  test('a film that lies about its type', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.mp4'), { seconds: 1 })
    const tools = await mediaTools()
    assert.equal(await refusalOf(path, 'film.mkv'), 'ingest.type-mismatch')
    await assert.rejects(
      () => inspectSource(path, { tools, claimed: { mimeType: 'video/webm' } }),
      /video\/webm/
    )
  })

  test('a sound without a picture', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'song.mp4'), { options: ['-vn'] })
    assert.equal(await refusalOf(path), 'ingest.no-video-track')
  })

  test('a picture or a length outside the limits', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.mp4'))
    assert.equal(await refusalOf(path, '', { maxSide: 300 }), 'ingest.resolution-out-of-range')
    assert.equal(await refusalOf(path, '', { minSide: 300 }), 'ingest.resolution-out-of-range')
    assert.equal(
      await refusalOf(path, '', { maxDurationSeconds: 2 }),
      'ingest.duration-out-of-range'
    )
    assert.equal(
      await refusalOf(path, '', { minDurationSeconds: 9 }),
      'ingest.duration-out-of-range'
    )
    assert.equal(await refusalOf(path, '', { maxBytes: 100 }), 'ingest.too-large')
  })

  test('an absurd declared resolution, before a picture is decoded', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.avi'), {
      seconds: 1,
      options: ['-c:v', 'rawvideo', '-c:a', 'mp3'],
    })
    const bytes = await readFile(path)
    const format = bytes.indexOf('strf') + 8
    bytes.writeInt32LE(60_000, format + 4)
    bytes.writeInt32LE(60_000, format + 8)
    await writeFile(path, bytes)
    assert.equal(await refusalOf(path), 'ingest.resolution-out-of-range')
  })

  test('a file that ends too early, in every container', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const recipes: Record<string, string[]> = {
      'index-last.mp4': [],
      'index-first.mp4': ['-movflags', '+faststart'],
      'fragments.mp4': ['-movflags', '+frag_keyframe+empty_moov', '-g', '25'],
      'film.mkv': [],
      'film.avi': ['-c:v', 'mpeg4', '-c:a', 'mp3'],
      'film.flv': ['-ar', '44100'],
    }
    for (const [name, options] of Object.entries(recipes)) {
      const path = await makeMedia(join(folder, name), { seconds: 6, options })
      const { size } = await stat(path)
      await truncate(path, Math.floor(size * 0.6))
      assert.equal(await refusalOf(path), 'ingest.truncated', name)
    }
  })

  test('a film whose index points past its media', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.mp4'), {
      seconds: 6,
      options: ['-movflags', '+faststart'],
    })
    const bytes = await readFile(path)
    const media = bytes.indexOf('mdat') - 4
    // "Up to the end of the file": the cut is no longer visible in the box sizes.
    bytes.writeUInt32BE(0, media)
    await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
    assert.equal(await refusalOf(path), 'ingest.truncated')
  })
})

test.group('Inspecting a source | what points elsewhere', () => {
  test('nothing that it points to is read or fetched', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const requests: string[] = []
    const server = createServer((request, response) => {
      requests.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanup(async () => void server.close())
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    // Whoever opens a pipe without a writer waits for ever, and with it this test.
    const bait = join(folder, 'bait')
    await promisify(execFile)('mkfifo', [bait])

    const attacks: Record<string, string> = {
      'playlist.mp4': `#EXTM3U\n#EXTINF:1,\nfile://${bait}\n#EXTINF:1,\n${address}/segment.ts\n`,
      'metadata.mp4': '#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/latest/meta-data/\n',
      'passwd.mp4': '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
      'concat.mp4': `ffconcat version 1.0\nfile ${bait}\nfile ${address}/x.mp4\n`,
      'manifest.mp4': `<?xml version="1.0"?><MPD><BaseURL>${address}/</BaseURL></MPD>`,
      'session.mp4': `v=0\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n`,
      'drawing.mp4': `<svg xmlns:x="x"><image href="${address}/x.png"/></svg>`,
      'styled.mp4': `[Script Info]\n[Fonts]\nfontname: ${address}/font.ttf\n`,
      'subtitle.mp4': `1\n00:00:01,000 --> 00:00:02,000\n<img src="${address}/x.png">\n`,
    }
    for (const [name, content] of Object.entries(attacks)) {
      await writeFile(join(folder, name), content)
      assert.equal(await refusalOf(join(folder, name), name), 'ingest.refers-to-other-files', name)
    }
    assert.deepEqual(requests, [])

    // Were the first bytes misread, the forced demuxers would still open nothing else.
    const tools = await mediaTools()
    for (const name of Object.keys(attacks)) {
      for (const container of Object.keys(CONTAINERS) as ContainerName[]) {
        await readTracks(join(folder, name), container, tools, 20).then(
          (tracks) => assert.isNull(tracks.video, `${name} as ${container}`),
          (error) => assert.equal(error.code, 'ingest.undecodable')
        )
      }
    }
    assert.deepEqual(requests, [])
  })

  test('a QuickTime film whose media lies in another file', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.mov'), { seconds: 1 })
    const bytes = await readFile(path)
    const selfContained = bytes.indexOf('dref') + 4 + 8 + 8
    assert.equal(bytes.readUInt32BE(selfContained), 1)
    bytes.writeUInt32BE(0, selfContained)
    await writeFile(path, bytes)
    assert.equal(await refusalOf(path), 'ingest.refers-to-other-files')
  })

  test('a QuickTime reference movie', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = join(folder, 'film.mov')
    const reference = box('rdrf', Buffer.from('\0\0\0\0url \0\0\0\x0bfile:///etc', 'latin1'))
    await writeFile(path, box('moov', box('rmra', box('rmda', reference))))
    assert.equal(await refusalOf(path), 'ingest.refers-to-other-files')
  })

  test('a name that would be a pattern or a list to ffmpeg is only a name', async ({
    assert,
    cleanup,
  }) => {
    const folder = await scratchFolder(cleanup)
    const film = await makeMedia(join(folder, 'film.mp4'), { seconds: 1 })
    for (const name of ['%03d.mp4', 'concat:a|b.mp4', '-i.mp4', 'data:,x.mp4']) {
      await copyFile(film, join(folder, name))
      assert.equal(await refusalOf(join(folder, name), name), 'accepted', name)
    }
  })

  test('a playlist that hides in a subtitle of an AVI file', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const path = await makeMedia(join(folder, 'film.avi'), {
      seconds: 2,
      options: ['-c:v', 'mpeg4', '-c:a', 'mp3'],
    })
    const file = await open(path, 'r+')
    const bytes = await readFile(path)
    const secondStream = bytes.indexOf('auds')
    // The sound becomes a GAB2 "subtitle", the place from which old demuxers opened playlists.
    await file.write(Buffer.from('txts'), 0, 4, secondStream)
    await file.close()
    assert.include(['accepted', 'ingest.undecodable'], await refusalOf(path))
  })
})

function box(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(content.length + 8)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, content])
}
