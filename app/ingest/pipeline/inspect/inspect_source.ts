import { open } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { SourceRefusedError } from '../errors.js'
import { DEFAULT_SOURCE_LIMITS, type SourceLimits } from '../limits.js'
import type { MediaTools } from '../media_tools.js'
import { checkFrames } from './check_frames.js'
import { CONTAINERS, VIDEO_CODECS, type ContainerName } from './containers.js'
import { inspectIsoBoxes } from './iso_boxes.js'
import { refuseCutOffElement } from './element_sizes.js'
import { readTracks } from './read_tracks.js'
import { sniff, SNIFF_BYTES, type Sniffed } from './sniff.js'
import type { SourceProbe, VideoTrack } from './source_probe.js'

/** What the sender says about the file, checked against what it is. */
export interface ClaimedType {
  /** The name that the file had where it came from. */
  filename?: string
  mimeType?: string
}

export interface InspectOptions {
  tools: MediaTools
  limits?: Partial<SourceLimits>
  claimed?: ClaimedType
  signal?: AbortSignal
}

/**
 * Decides whether a file is a whole video that may be ingested, and describes it. Reads that file
 * and no other: its type comes from its first bytes, never from its name, and a file that points
 * elsewhere is refused before any media program opens it.
 *
 * @throws SourceRefusedError with the reason
 */
export async function inspectSource(path: string, options: InspectOptions): Promise<SourceProbe> {
  const limits = { ...DEFAULT_SOURCE_LIMITS, ...options.limits }
  const source = resolve(path)
  const { container, sizeBytes } = await inspectBytes(source, limits, options.claimed)

  const { tools, signal } = options
  const tracks = await readTracks(source, container, tools, limits.probeSeconds, signal)
  if (!tracks.video) {
    throw new SourceRefusedError('ingest.no-video-track', 'The file has no video track')
  }
  refuseSize(tracks.video, limits)
  if (!VIDEO_CODECS.includes(tracks.video.codec)) {
    throw new SourceRefusedError(
      'ingest.unsupported-codec',
      `The picture is coded as ${tracks.video.codec}, which is not supported`
    )
  }
  // A declared length is checked before the time is spent on looking for the end.
  refuseLength(tracks.video.durationSeconds, { ...limits, minDurationSeconds: 0 })
  const findings = await checkFrames(source, container, tracks, tools, limits.probeSeconds, signal)
  refuseLength(findings.durationSeconds, limits)

  return {
    container,
    sizeBytes,
    durationSeconds: findings.durationSeconds,
    video: {
      ...tracks.video,
      durationSeconds: findings.durationSeconds,
      interlaced: tracks.video.interlaced || findings.interlaced,
    },
    audio: tracks.audio,
    text: tracks.text,
  }
}

async function inspectBytes(path: string, limits: SourceLimits, claimed: ClaimedType = {}) {
  const file = await open(path, 'r')
  try {
    const { size, isFile } = await file.stat().then((s) => ({ size: s.size, isFile: s.isFile() }))
    if (!isFile) throw new SourceRefusedError('ingest.not-a-video', 'This is not a file')
    if (size === 0) throw new SourceRefusedError('ingest.empty', 'The file is empty')
    if (size > limits.maxBytes) {
      throw new SourceRefusedError(
        'ingest.too-large',
        `The file has ${size} bytes; at most ${limits.maxBytes} are accepted`
      )
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    const container = acceptedContainer(sniff(buffer.subarray(0, bytesRead)))
    refuseFalseClaim(container, claimed)
    if (container === 'mp4') await inspectIsoBoxes(file, size)
    else await refuseCutOffElement(file, container, size)
    return { container, sizeBytes: size }
  } finally {
    await file.close()
  }
}

function acceptedContainer(sniffed: Sniffed): ContainerName {
  if (sniffed.kind === 'container') return sniffed.container
  if (sniffed.kind === 'reference') {
    throw new SourceRefusedError(
      'ingest.refers-to-other-files',
      `The file is ${sniffed.what} that refers to other files or addresses, which are not read`
    )
  }
  throw new SourceRefusedError('ingest.not-a-video', `The file is ${sniffed.what}, not a video`)
}

function refuseFalseClaim(container: ContainerName, claimed: ClaimedType) {
  const { extensions, mimeTypes } = CONTAINERS[container]
  const extension = extname(claimed.filename ?? '')
    .slice(1)
    .toLowerCase()
  if (extension && !extensions.includes(extension)) {
    throw typeMismatch(`.${extension}`, container)
  }
  const mimeType = claimed.mimeType?.split(';')[0]?.trim().toLowerCase()
  const saysNothing = !mimeType || mimeType === 'application/octet-stream'
  if (!saysNothing && !mimeTypes.includes(mimeType)) throw typeMismatch(mimeType, container)
}

function typeMismatch(claim: string, container: ContainerName) {
  return new SourceRefusedError(
    'ingest.type-mismatch',
    `The file is named as ${claim}, but its content is ${container}`
  )
}

function refuseSize(video: VideoTrack, limits: SourceLimits) {
  const { displayWidth: width, displayHeight: height } = video
  const sides = [width, height, video.codedWidth, video.codedHeight]
  const [short, long] = [Math.min(...sides), Math.max(...sides)]
  const aspect = Math.max(width, height) / Math.max(1, Math.min(width, height))
  const inRange =
    short >= limits.minSide &&
    long <= limits.maxSide &&
    width * height <= limits.maxPixels &&
    aspect <= limits.maxAspect
  if (!inRange) {
    throw new SourceRefusedError(
      'ingest.resolution-out-of-range',
      `A picture of ${width} by ${height} pixels is not accepted`
    )
  }
}

function refuseLength(durationSeconds: number, limits: SourceLimits) {
  const { minDurationSeconds: least, maxDurationSeconds: most } = limits
  if (durationSeconds < least || durationSeconds > most) {
    throw new SourceRefusedError(
      'ingest.duration-out-of-range',
      `A length of ${durationSeconds.toFixed(1)} s is not accepted: from ${least} s to ${most} s`
    )
  }
}
