import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dataDir } from '#config/app'
import { tool } from '#core/tools'

let made = 0

/**
 * Renders a small real film: a moving picture, a tone. No two are alike, so that none is taken for
 * one that was ingested before.
 */
export async function renderFilm(options: { seconds?: number; size?: string } = {}) {
  const { seconds = 3, size = '320x180' } = options
  const folder = join(dataDir, 'test-media')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `film-${process.pid}-${++made}.mp4`)
  const seed = Math.floor(Math.random() * 1e6)
  await promisify(execFile)(await tool('ffmpeg'), [
    ...['-hide_banner', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=${300 + (seed % 500)}:duration=${seconds}`],
    ...['-vf', `hue=h=${seed % 360}`, '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-metadata', `comment=${seed}`, '-shortest', path],
  ])
  return path
}
