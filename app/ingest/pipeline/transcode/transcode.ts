import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PipelineFailedError, SourceRefusedError } from '../errors.js'
import { guardedInput } from '../inspect/containers.js'
import type { SourceProbe } from '../inspect/source_probe.js'
import { framesPerSecond } from '../ladder/frame_rate.js'
import type { AudioRendition, Ladder, TextRendition, VideoRung } from '../ladder/ladder.js'
import { DEFAULT_PROCESS_LIMITS, type ProcessLimits } from '../limits.js'
import type { MediaTools } from '../media_tools.js'
import { runProcess, runProcessOrFail } from '../run_process.js'
import { audioPad, filterGraph, POSTERS_PAD, THUMBNAILS_PAD, videoPad } from './filter_graph.js'
import { DEFAULT_TRANSCODE_SETTINGS, type TranscodeSettings } from './settings.js'
import { thumbnailGrid, type ThumbnailGrid } from './thumbnail_grid.js'

/** Length of a segment and of a group of pictures, s. */
export const SEGMENT_SECONDS = 2
const MAX_MISSING_SECONDS = 1.5
const MAX_MISSING_SHARE = 0.02

export interface TranscodeRequest {
  source: string
  probe: SourceProbe
  ladder: Ladder
  /** An empty or missing folder that receives the intermediate files. */
  folder: string
  tools: MediaTools
  settings?: Partial<TranscodeSettings>
  limits?: Partial<ProcessLimits>
  signal?: AbortSignal
  /** Part done, 0 to 1. */
  onProgress?: (done: number) => void
  /** Folder that remembers the running process (see `endOrphan`). */
  workFolder?: string
}

/** Intermediate files, named relative to the transcode folder. */
export interface Transcoded {
  video: Array<{ rung: VideoRung; file: string }>
  audio: Array<{ rendition: AudioRendition; file: string }>
  text: Array<{ rendition: TextRendition; file: string }>
  thumbnails: string[]
  grid: ThumbnailGrid
  posterCandidates: string[]
  durationSeconds: number
  /** The end of ffmpeg's log. */
  log: string
}

/**
 * Makes every rendition of a source in one ffmpeg run that decodes it once: one MP4 per rung and
 * audio rendition, WebVTT per text track, thumbnails and candidates for the poster.
 * Groups of pictures are closed and start on each second second in every rung.
 *
 * @throws PipelineFailedError; SourceRefusedError `ingest.truncated` when less picture came out
 *   than the probe promised.
 */
export async function transcode(request: TranscodeRequest): Promise<Transcoded> {
  const { probe, ladder, tools } = request
  const settings = { ...DEFAULT_TRANSCODE_SETTINGS, ...request.settings }
  const folder = resolve(request.folder)
  await mkdir(folder, { recursive: true })
  const grid = thumbnailGrid(probe.durationSeconds, ladder.video[0]!, settings.thumbnailSide)
  const graph = filterGraph(probe, ladder, {
    grid,
    posterCandidates: settings.posterCandidates,
    toneMapping: probe.video.transfer !== 'sdr' && (await canMapTones(tools)),
  })
  const topRate = framesPerSecond(ladder.video.at(-1)!.frameRate)

  const outcome = await runProcessOrFail({
    program: tools.ffmpeg,
    args: [
      ...['-hide_banner', '-nostdin', '-nostats', '-y', '-v', 'warning', '-progress', 'pipe:1'],
      ...['-max_alloc', '1073741824'],
      ...guardedInput(resolve(request.source), probe.container),
      ...['-filter_complex', graph],
      ...ladder.video.toReversed().flatMap((rung) => videoOutput(rung, settings, folder)),
      ...ladder.audio.flatMap((rendition) => audioOutput(rendition, folder)),
      ...ladder.text.flatMap((rendition) => textOutput(rendition, folder)),
      ...pictureOutput(THUMBNAILS_PAD, '4', join(folder, 'thumbnail_%05d.jpg')),
      ...pictureOutput(POSTERS_PAD, '2', join(folder, 'poster_%02d.jpg')),
    ],
    limits: { ...DEFAULT_PROCESS_LIMITS, ...request.limits },
    outputFolder: folder,
    workFolder: request.workFolder,
    niceness: settings.niceness,
    signal: request.signal,
    onLine: progressReader(probe.durationSeconds * topRate, request.onProgress),
  })

  const durationSeconds = await measure(join(folder, videoFile(ladder.video.at(-1)!)), tools)
  refuseMissingEnd(durationSeconds, probe.durationSeconds)
  const names = await readdir(folder)
  const files = names.sort()
  return {
    video: ladder.video.map((rung) => ({ rung, file: videoFile(rung) })),
    audio: ladder.audio.map((rendition) => ({ rendition, file: audioFile(rendition) })),
    text: ladder.text.map((rendition) => ({ rendition, file: textFile(rendition) })),
    thumbnails: files.filter((file) => file.startsWith('thumbnail_')),
    grid,
    posterCandidates: files.filter((file) => file.startsWith('poster_')),
    durationSeconds,
    log: outcome.log,
  }
}

function videoOutput(rung: VideoRung, settings: TranscodeSettings, folder: string): string[] {
  const group = Math.ceil(framesPerSecond(rung.frameRate) * SEGMENT_SECONDS)
  return [
    ...['-map', `[${videoPad(rung)}]`, '-c:v', 'libx264', '-preset', settings.preset],
    ...['-profile:v', rung.profile, '-pix_fmt', 'yuv420p', '-crf', String(rung.crf)],
    ...['-maxrate', String(rung.maxBitrate), '-bufsize', String(rung.bufferBits)],
    ...['-g', String(group), '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`],
    ...plainMp4(join(folder, videoFile(rung))),
  ]
}

function audioOutput(rendition: AudioRendition, folder: string): string[] {
  return [
    ...['-map', `[${audioPad(rendition)}]`, '-c:a', 'aac', '-b:a', String(rendition.bitrate)],
    ...plainMp4(join(folder, audioFile(rendition))),
  ]
}

function textOutput(rendition: TextRendition, folder: string): string[] {
  return [
    ...['-map', `0:${rendition.sourceIndex}`, '-c:s', 'webvtt', ...withoutTags()],
    ...['-f', 'webvtt', `file:${join(folder, textFile(rendition))}`],
  ]
}

function pictureOutput(pad: string, quality: string, pattern: string): string[] {
  return [
    ...['-map', `[${pad}]`, '-c:v', 'mjpeg', '-q:v', quality, '-fps_mode', 'passthrough'],
    ...[...withoutTags(), '-f', 'image2', `file:${pattern}`],
  ]
}

function plainMp4(path: string): string[] {
  return [...withoutTags(), '-f', 'mp4', `file:${path}`]
}

/** A camera writes where and when a film was made; viewers do not get that. */
function withoutTags(): string[] {
  return ['-map_metadata', '-1', '-map_chapters', '-1']
}

function videoFile(rung: VideoRung): string {
  return `video_${rung.name}.mp4`
}

function audioFile(rendition: AudioRendition): string {
  return `audio_${rendition.name}.mp4`
}

function textFile(rendition: TextRendition): string {
  return `text_${rendition.name}.vtt`
}

/** Reads `-progress`: the frames of the first output, which is the top rung. */
function progressReader(frames: number, onProgress?: (done: number) => void) {
  return (line: string) => {
    if (!line.startsWith('frame=')) return
    onProgress?.(Math.min(1, Number(line.slice('frame='.length)) / Math.max(1, frames)))
  }
}

async function canMapTones(tools: MediaTools): Promise<boolean> {
  const { stdout } = await runProcess({
    program: tools.ffmpeg,
    args: ['-hide_banner', '-h', 'filter=scale'],
    limits: { wallSeconds: 10 },
  })
  return stdout.includes('perceptual')
}

/** Length of a file that we made, s. */
async function measure(path: string, tools: MediaTools): Promise<number> {
  const { stdout, log } = await runProcessOrFail({
    program: tools.ffprobe,
    args: ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', `file:${path}`],
    limits: { wallSeconds: 30 },
  })
  const seconds = Number(stdout.trim())
  if (Number.isFinite(seconds)) return seconds
  throw new PipelineFailedError('ingest.process-failed', 'A rendition has no length', log)
}

function refuseMissingEnd(made: number, promised: number) {
  if (promised - made <= Math.max(MAX_MISSING_SECONDS, promised * MAX_MISSING_SHARE)) return
  throw new SourceRefusedError(
    'ingest.truncated',
    `The file is damaged: of ${promised.toFixed(1)} s only ${made.toFixed(1)} s could be decoded`
  )
}
