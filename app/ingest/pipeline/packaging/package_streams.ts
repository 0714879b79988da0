import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AudioRendition, TextRendition, VideoRung } from '../ladder/ladder.js'
import { DEFAULT_PROCESS_LIMITS, type ProcessLimits } from '../limits.js'
import type { MediaTools } from '../media_tools.js'
import { runProcessOrFail } from '../run_process.js'
import { DEFAULT_TRANSCODE_SETTINGS } from '../transcode/settings.js'
import { SEGMENT_SECONDS, type Transcoded } from '../transcode/transcode.js'
import type { ContentKeySet } from './content_keys.js'
import { writeFullLengthText } from './text_tracks.js'

export const DASH_MANIFEST = 'manifest.mpd'
export const HLS_MASTER = 'master.m3u8'
const INIT = 'init.mp4'
const SEGMENT = '$Number$.m4s'

export interface PackageRequest {
  transcoded: Transcoded
  transcodeFolder: string
  /** An empty or missing folder that receives the streams. */
  folder: string
  /** A folder of ours alone: the keys lie in it, readable by us only, while packager runs. */
  secretFolder: string
  keys: ContentKeySet
  tools: MediaTools
  limits?: Partial<ProcessLimits>
  niceness?: number
  signal?: AbortSignal
  workFolder?: string
}

/** The text tracks that had anything to say, with their whole-film WebVTT file. */
export interface Packaged {
  text: Array<{ rendition: TextRendition; path: string }>
  log: string
}

/**
 * Packages renditions as encrypted CMAF (ISO/IEC 23000-19, `cbcs` of ISO/IEC 23001-7) in 2 s
 * segments, with one DASH manifest and one HLS master over the same files, and the W3C common
 * `pssh` that Clear Key players read.
 *
 * @throws PipelineFailedError
 */
export async function packageStreams(request: PackageRequest): Promise<Packaged> {
  const folder = resolve(request.folder)
  await mkdir(join(folder, 'text'), { recursive: true })
  await mkdir(request.secretFolder, { recursive: true, mode: 0o700 })
  const text = await prepareText(request, folder)
  const keyFile = join(request.secretFolder, 'packager.flags')
  // A command line can be read by every user of the machine; this file cannot.
  await writeFile(keyFile, `--keys=${keyList(request.keys)}\n`, { mode: 0o600 })
  try {
    const outcome = await runProcessOrFail({
      program: request.tools.packager,
      args: [
        `--flagfile=${keyFile}`,
        ...streamDescriptors(request, text),
        ...['--quiet', '--enable_raw_key_encryption', '--protection_scheme=cbcs'],
        '--clear_lead=0',
        '--protection_systems=CommonSystem',
        ...[`--segment_duration=${SEGMENT_SECONDS}`, `--fragment_duration=${SEGMENT_SECONDS}`],
        // Audio frames do not fit 2 s exactly; without this each segment has its own manifest line.
        '--allow_approximate_segment_timeline',
        '--generate_sidx_in_media_segments=false',
        ...['--generate_static_live_mpd', `--mpd_output=${join(folder, DASH_MANIFEST)}`],
        `--hls_master_playlist_output=${join(folder, HLS_MASTER)}`,
        ...defaultLanguage(request.transcoded),
      ],
      limits: { ...DEFAULT_PROCESS_LIMITS, ...request.limits },
      outputFolder: folder,
      workFolder: request.workFolder,
      niceness: request.niceness ?? DEFAULT_TRANSCODE_SETTINGS.niceness,
      signal: request.signal,
    })
    return { text: text.map(({ rendition, path }) => ({ rendition, path })), log: outcome.log }
  } finally {
    await rm(keyFile, { force: true })
  }
}

interface PreparedText {
  rendition: TextRendition
  /** Of the whole WebVTT file, relative to the folder of the streams. */
  path: string
  /** Input of the packager. */
  fullLength: string
}

async function prepareText(request: PackageRequest, folder: string): Promise<PreparedText[]> {
  const { transcoded, transcodeFolder } = request
  const prepared: PreparedText[] = []
  for (const { rendition, file } of transcoded.text) {
    const source = join(transcodeFolder, file)
    const fullLength = join(transcodeFolder, `full_${file}`)
    if (!(await writeFullLengthText(source, fullLength, transcoded.durationSeconds))) continue
    const path = `text/${rendition.name}.vtt`
    await copyFile(source, join(folder, path))
    prepared.push({ rendition, path, fullLength })
  }
  return prepared
}

function streamDescriptors(request: PackageRequest, text: PreparedText[]): string[] {
  const from = (file: string) => resolve(request.transcodeFolder, file)
  const folder = resolve(request.folder)
  return [
    ...request.transcoded.video.map(({ rung, file }) => videoStream(rung, from(file), folder)),
    ...request.transcoded.audio.map(({ rendition, file }) =>
      audioStream(rendition, from(file), folder)
    ),
    ...text.flatMap(({ rendition, fullLength }) => textStreams(rendition, fullLength, folder)),
  ]
}

function videoStream(rung: VideoRung, input: string, folder: string): string {
  return descriptor({
    in: input,
    stream: 'video',
    ...segments(folder, `video/${rung.name}`),
    drm_label: rung.keyTier.toUpperCase(),
    playlist_name: `video/${rung.name}/playlist.m3u8`,
    iframe_playlist_name: `video/${rung.name}/iframes.m3u8`,
  })
}

function audioStream(rendition: AudioRendition, input: string, folder: string): string {
  return descriptor({
    in: input,
    stream: 'audio',
    ...segments(folder, `audio/${rendition.name}`),
    drm_label: 'AUDIO',
    ...languageField(rendition.language),
    // A label of its own keeps 5.1 out of the set that players adapt within.
    dash_label: rendition.label,
    hls_group_id: audioGroup(rendition),
    hls_name: rendition.label,
    playlist_name: `audio/${rendition.name}/playlist.m3u8`,
  })
}

/** Packager knows no `und`; without the field, the manifests say nothing of the language. */
function languageField(language: string): { language?: string } {
  return language === 'und' ? {} : { language }
}

/** All languages of one quality are one HLS group, and a variant names one group. */
function audioGroup(rendition: AudioRendition): string {
  return rendition.channels > 2 ? 'surround' : `audio-${rendition.bitrate / 1000}k`
}

/** HLS wants plain WebVTT segments; DASH players agree on WebVTT in MP4. */
function textStreams(rendition: TextRendition, input: string, folder: string): string[] {
  const common = {
    in: input,
    stream: 'text',
    ...languageField(rendition.language),
    ...(rendition.forced && { forced_subtitle: '1' }),
  }
  const path = `text/${rendition.name}`
  return [
    descriptor({
      ...common,
      ...segments(folder, path),
      dash_label: rendition.label,
      dash_only: '1',
    }),
    descriptor({
      ...common,
      segment_template: join(folder, path, '$Number$.vtt'),
      hls_only: '1',
      hls_group_id: 'text',
      hls_name: rendition.label,
      playlist_name: `${path}/playlist.m3u8`,
    }),
  ]
}

function segments(folder: string, path: string) {
  return { init_segment: join(folder, path, INIT), segment_template: join(folder, path, SEGMENT) }
}

/** Packager splits at commas and equal signs and knows no escape, so values may not have them. */
function descriptor(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([field, value]) => `${field}=${value.replaceAll(/[,=]/g, ' ')}`)
    .join(',')
}

function keyList(keys: ContentKeySet): string {
  return (['audio', 'sd', 'hd'] as const)
    .filter((label) => keys[label])
    .map(
      (label) => `label=${label.toUpperCase()}:key_id=${keys[label]!.keyId}:key=${keys[label]!.key}`
    )
    .join(',')
}

function defaultLanguage({ audio }: Transcoded): string[] {
  const language = audio[0]?.rendition.language
  return language && language !== 'und' ? [`--default_language=${language}`] : []
}
