import type { MediaTools } from '../media_tools.js'
import { runProcess } from '../run_process.js'
import { SourceRefusedError } from '../errors.js'
import { guardedInput, TEXT_CODECS, type ContainerName } from './containers.js'
import { canonicalLanguage } from './languages.js'
import type { AudioTrack, Rational, TextTrack, TransferKind, VideoTrack } from './source_probe.js'

const PROBE_BYTES = 20 * 1024 * 1024
const MAX_STREAMS = 64
const MAX_TITLE_CHARACTERS = 80
/** ffprobe's names of the ITU-R BT.2100 transfer functions. */
const TRANSFERS: Record<string, TransferKind> = { 'smpte2084': 'pq', 'arib-std-b67': 'hlg' }
const INTERLACED_ORDERS = ['tt', 'bb', 'tb', 'bt']
const ALPHA_FORMAT = /^(yuva|rgba|bgra|argb|abgr|gbrap|ya\d)/
const BLOCKS_OF_ALPHA_IN_WEBM = 'alpha_mode'

/** The tracks that the headers tell of; lengths may be missing. */
export interface HeaderTracks {
  containerSeconds: number | null
  containerStartSeconds: number
  video: VideoTrack | null
  audio: AudioTrack[]
  text: TextTrack[]
}

interface ProbedStream {
  index: number
  codec_type?: string
  codec_name?: string
  width?: number
  height?: number
  pix_fmt?: string
  sample_aspect_ratio?: string
  r_frame_rate?: string
  avg_frame_rate?: string
  field_order?: string
  color_space?: string
  color_transfer?: string
  duration?: string
  channels?: number
  disposition?: Record<string, number>
  tags?: Record<string, string>
  side_data_list?: Array<{ side_data_type?: string; rotation?: number }>
}

interface ProbedFile {
  streams?: ProbedStream[]
  format?: { duration?: string; start_time?: string }
}

/**
 * Reads a container's headers with ffprobe, under the demuxer that its first bytes call for.
 * @throws SourceRefusedError `ingest.undecodable` when ffprobe cannot read them.
 */
export async function readTracks(
  path: string,
  container: ContainerName,
  tools: MediaTools,
  wallSeconds: number,
  signal?: AbortSignal
): Promise<HeaderTracks> {
  const outcome = await runProcess({
    program: tools.ffprobe,
    args: [
      ...['-v', 'error', '-max_streams', String(MAX_STREAMS), '-max_alloc', '536870912'],
      ...['-probesize', String(PROBE_BYTES), '-analyzeduration', '20000000'],
      ...['-show_format', '-show_streams', '-of', 'json'],
      ...guardedInput(path, container),
    ],
    limits: { wallSeconds, residentBytes: 1024 ** 3 },
    signal,
  })
  if (outcome.exitCode !== 0) {
    throw new SourceRefusedError(
      'ingest.undecodable',
      'The file is damaged: its headers cannot be read'
    )
  }
  return tracksOf(JSON.parse(outcome.stdout) as ProbedFile)
}

function tracksOf(file: ProbedFile): HeaderTracks {
  const streams = file.streams ?? []
  const videos = streams.filter((s) => s.codec_type === 'video' && !s.disposition?.attached_pic)
  const video = videos.find((s) => s.disposition?.default) ?? videos[0]
  return {
    containerSeconds: seconds(file.format?.duration),
    containerStartSeconds: seconds(file.format?.start_time) ?? 0,
    video: video ? videoTrack(video, seconds(file.format?.duration)) : null,
    audio: streams
      .filter((s) => s.codec_type === 'audio' && (s.channels ?? 0) > 0)
      .map((s) => ({
        index: s.index,
        codec: s.codec_name ?? 'unknown',
        channels: s.channels ?? 0,
        language: canonicalLanguage(s.tags?.language),
        title: titleOf(s),
        default: s.disposition?.default === 1,
      })),
    text: streams
      .filter((s) => s.codec_type === 'subtitle' && TEXT_CODECS.includes(s.codec_name ?? ''))
      .map((s) => ({
        index: s.index,
        codec: s.codec_name ?? 'unknown',
        language: canonicalLanguage(s.tags?.language),
        title: titleOf(s),
        forced: s.disposition?.forced === 1,
      })),
  }
}

function videoTrack(stream: ProbedStream, containerSeconds: number | null): VideoTrack {
  const codedWidth = stream.width ?? 0
  const codedHeight = stream.height ?? 0
  const rotationDegrees = rotationOf(stream)
  const sampleAspect = ratio(stream.sample_aspect_ratio, ':') ?? { numerator: 1, denominator: 1 }
  const squareWidth = Math.round((codedWidth * sampleAspect.numerator) / sampleAspect.denominator)
  const turned = rotationDegrees === 90 || rotationDegrees === 270
  const average = ratio(stream.avg_frame_rate, '/')
  const base = ratio(stream.r_frame_rate, '/')
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    codedWidth,
    codedHeight,
    displayWidth: turned ? codedHeight : squareWidth,
    displayHeight: turned ? squareWidth : codedHeight,
    rotationDegrees,
    frameRate: average ?? base ?? { numerator: 25, denominator: 1 },
    variableFrameRate: Boolean(average && base) && !isNear(average!, base!),
    interlaced: INTERLACED_ORDERS.includes(stream.field_order ?? ''),
    transfer: TRANSFERS[stream.color_transfer ?? ''] ?? 'sdr',
    colorMatrix: known(stream.color_space),
    alpha:
      ALPHA_FORMAT.test(stream.pix_fmt ?? '') || stream.tags?.[BLOCKS_OF_ALPHA_IN_WEBM] === '1',
    durationSeconds:
      seconds(stream.duration) ?? clock(stream.tags?.DURATION) ?? containerSeconds ?? 0,
  }
}

function rotationOf(stream: ProbedStream): VideoTrack['rotationDegrees'] {
  const matrix = stream.side_data_list?.find((data) => data.side_data_type === 'Display Matrix')
  const counterClockwise = matrix?.rotation ?? 0
  const quarter = ((Math.round(-counterClockwise / 90) % 4) + 4) % 4
  return (quarter * 90) as VideoTrack['rotationDegrees']
}

function isNear(a: Rational, b: Rational): boolean {
  const first = a.numerator / a.denominator
  const second = b.numerator / b.denominator
  return Math.abs(first - second) / second < 0.01
}

function ratio(text: string | undefined, separator: string): Rational | null {
  const [numerator, denominator] = (text ?? '').split(separator).map(Number)
  if (!numerator || !denominator || numerator < 0 || denominator < 0) return null
  return { numerator, denominator }
}

function seconds(text: string | undefined): number | null {
  const value = Number(text)
  return text && Number.isFinite(value) ? value : null
}

/** Matroska keeps a track's length as `HH:MM:SS.nnnnnnnnn`. */
function clock(text: string | undefined): number | null {
  const match = text?.match(/^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/)
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null
}

function known(value: string | undefined): string | null {
  return !value || value === 'unknown' || value === 'reserved' ? null : value
}

function titleOf(stream: ProbedStream): string | null {
  // eslint-disable-next-line no-control-regex
  const title = stream.tags?.title?.replace(/[\x00-\x1f\x7f]/g, ' ').trim()
  return title ? title.slice(0, MAX_TITLE_CHARACTERS) : null
}
