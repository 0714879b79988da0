import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import {
  GENERATIVE_KINDS,
  hashFile,
  inspectSource,
  renderGenerativeEpisode,
} from '../../pipeline/index.js'
import { mediaTools, scratchFolder } from '../media/make_media.js'

test.group('Rendering an episode', () => {
  for (const kind of GENERATIVE_KINDS) {
    test(`${kind} is a film like any other`, async ({ assert, cleanup }) => {
      const folder = await scratchFolder(cleanup)
      const tools = await mediaTools()
      const scene = { width: 192, height: 108, frameRate: 24, seconds: 2, seed: 5 }

      await renderGenerativeEpisode({ ...scene, kind, out: join(folder, 'episode.mp4'), tools })

      const probe = await inspectSource(join(folder, 'episode.mp4'), { tools })
      assert.deepInclude(probe.video, { displayWidth: 192, displayHeight: 108 })
      assert.closeTo(probe.durationSeconds, 2, 0.05)
      assert.equal(probe.audio[0]?.channels, 2)
      assert.deepEqual(await readdir(folder), ['episode.mp4'])
    })
  }

  test('the same seed renders the same film, another seed another', async ({ assert, cleanup }) => {
    const folder = await scratchFolder(cleanup)
    const { ffmpeg } = await mediaTools()
    const scene = { width: 96, height: 54, frameRate: 24, seconds: 1, kind: 'life' } as const
    const hashes: string[] = []
    for (const [n, seed] of [1, 1, 2].entries()) {
      const out = join(folder, `${n}.mp4`)
      await renderGenerativeEpisode({ ...scene, seed, out, tools: { ffmpeg } })
      hashes.push(await hashFile(out))
    }
    assert.equal(hashes[0], hashes[1])
    assert.notEqual(hashes[0], hashes[2])
  })
})
