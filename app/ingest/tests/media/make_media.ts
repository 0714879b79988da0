import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tool } from '#core/tools'
import type { MediaTools } from '../../pipeline/index.js'

const run = promisify(execFile)

export async function mediaTools(): Promise<MediaTools> {
  const [ffmpeg, ffprobe, packager] = await Promise.all([
    tool('ffmpeg'),
    tool('ffprobe'),
    tool('packager'),
  ])
  return { ffmpeg, ffprobe, packager }
}

/** An empty folder that is gone when the test ends. */
export async function scratchFolder(
  cleanup: (handler: () => Promise<void>) => void
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-media-'))
  cleanup(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export interface MediaRecipe {
  width?: number
  height?: number
  /** As ffmpeg writes it: `25`, `24000/1001`. */
  rate?: string
  seconds?: number
  /** Channel layout of a sine, or null for a silent film. */
  audio?: string | null
  /** Filters after the test picture. */
  filters?: string
  /** Output options, after the defaults. */
  options?: string[]
  /** Further inputs; `options` maps them. */
  inputs?: string[]
}

/** Real media, made by ffmpeg: a moving test picture and a tone. */
export async function makeMedia(path: string, recipe: MediaRecipe = {}): Promise<string> {
  const { width = 320, height = 240, rate = '25', seconds = 3, audio = 'stereo' } = recipe
  const picture = `testsrc2=s=${width}x${height}:r=${rate}:d=${seconds}`
  const sound = audio && ['-f', 'lavfi', '-i', `sine=f=440:d=${seconds},${layout(audio)}`]
  await run(await tool('ffmpeg'), [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, ...(sound || [])],
    ...(recipe.inputs ?? []),
    ...['-vf', recipe.filters ?? 'null', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', ...(recipe.options ?? []), path],
  ])
  return path
}

/** The same film with a display matrix that asks players to turn it by a quarter. */
export async function turnMedia(source: string, path: string): Promise<string> {
  const ffmpeg = await tool('ffmpeg')
  await run(ffmpeg, [
    '-v',
    'error',
    '-y',
    '-display_rotation',
    '90',
    '-i',
    source,
    '-c',
    'copy',
    path,
  ])
  return path
}

/** What ffprobe says of a file's packets: decoding times and which of them start a picture group. */
export async function readPackets(path: string, stream: string) {
  const { stdout } = await run(await tool('ffprobe'), [
    ...['-v', 'quiet', '-select_streams', stream, '-show_entries', 'packet=pts_time,flags'],
    ...['-of', 'csv=p=0', path],
  ])
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([time, flags]) => ({ seconds: Number(time), key: flags?.startsWith('K') ?? false }))
}

function layout(channels: string): string {
  return `aresample=48000,aformat=channel_layouts=${channels}`
}
