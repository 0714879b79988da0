import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  newContentKeys,
  runPipeline,
  type ContentKeySet,
  type PipelineRequest,
  type PipelineResult,
  type SegmentedTrack,
} from '../../pipeline/index.js'
import { mediaTools, readPackets } from './make_media.js'

const run = promisify(execFile)

export interface Ingested extends PipelineResult {
  keys: ContentKeySet
  /** Where the asset's files are. */
  folder: string
}

/** Ingests a file with fresh keys into `folder`. */
export async function ingest(
  source: string,
  folder: string,
  options: Partial<PipelineRequest> = {}
): Promise<Ingested> {
  let keys: ContentKeySet | undefined
  const storageRoot = join(folder, 'storage')
  const result = await runPipeline({
    source,
    workFolder: join(folder, 'work'),
    storageRoot,
    contentKeys: async (ladder) => (keys ??= newContentKeys(ladder)),
    tools: await mediaTools(),
    settings: { preset: 'ultrafast', niceness: 0 },
    ...options,
  })
  return { ...result, keys: keys!, folder: join(storageRoot, result.stream.basePath) }
}

export function segmentPath(track: SegmentedTrack, n: number): string {
  return track.segmentTemplate.replace('$Number$', String(track.firstSegmentNumber + n))
}

/** First presentation time of each segment, s, and whether it starts with a key frame. */
export async function segmentStarts(asset: Ingested, track: SegmentedTrack) {
  const starts: Array<{ seconds: number; key: boolean }> = []
  for (let n = 0; n < track.segmentCount; n++) {
    const path = join(asset.folder, `.joined-${n}.mp4`)
    await writeFile(path, await joined(asset, track, n, n))
    starts.push((await readPackets(path, '0'))[0]!)
  }
  return starts
}

/** Decodes all segments of a track under a key; counts the frames and the complaints. */
export async function decode(asset: Ingested, track: SegmentedTrack, key: string) {
  const path = join(asset.folder, '.whole.mp4')
  await writeFile(path, await joined(asset, track, 0, track.segmentCount - 1))
  const { ffmpeg } = await mediaTools()
  const { stdout, stderr } = await run(
    ffmpeg,
    [...['-v', 'error', '-decryption_key', key, '-i', path], ...['-f', 'framecrc', '-']],
    { maxBuffer: 64 * 1024 * 1024 }
  ).catch((error: { stdout: string; stderr: string }) => error)
  const frames = stdout.split('\n').filter((line) => /^0,/.test(line)).length
  return { frames, complaints: stderr.trim().split('\n').filter(Boolean).length }
}

/** Every file that the HLS and DASH manifests name, relative to the asset. */
export async function filesNamedByHls(asset: Ingested): Promise<string[]> {
  const named: string[] = []
  const playlists = [asset.stream.hls]
  for (let playlist = playlists.pop(); playlist; playlist = playlists.pop()) {
    const text = await readFile(join(asset.folder, playlist), 'utf8')
    const uris = [
      ...text.split('\n').filter((line) => line && !line.startsWith('#')),
      ...[...text.matchAll(/URI="([^":]+)"/g)].map((match) => match[1]!),
    ].map((uri) => join(playlist!, '..', uri))
    named.push(...uris)
    playlists.push(...uris.filter((uri) => uri.endsWith('.m3u8')))
  }
  return [...new Set(named)]
}

async function joined(asset: Ingested, track: SegmentedTrack, first: number, last: number) {
  const parts = [await readFile(join(asset.folder, track.initPath))]
  for (let n = first; n <= last; n++) {
    parts.push(await readFile(join(asset.folder, segmentPath(track, n))))
  }
  return Buffer.concat(parts)
}
