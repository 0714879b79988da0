import type { MediaTools } from '../media_tools.js'
import { runProcess } from '../run_process.js'
import { SourceRefusedError } from '../errors.js'
import { guardedInput, type ContainerName } from './containers.js'
import type { HeaderTracks } from './read_tracks.js'

const HEAD_FRAMES = 60
const TAIL_SECONDS = 4
/** A container may round, and the last frames of a film may be held: not yet a missing end. */
const MAX_MISSING_SECONDS = 1.5
const MAX_MISSING_SHARE = 0.02

export interface FrameFindings {
  /** From the first frame shown to the end of the last. */
  durationSeconds: number
  /** Most of the first frames are made of two fields. */
  interlaced: boolean
}

interface Span {
  first: number
  last: number
  lastLength: number
}

/**
 * Decodes the first frames and the last seconds of the picture, nothing between them: enough to
 * know that it can be decoded, that its end is there, and whether it is interlaced.
 *
 * @throws SourceRefusedError `ingest.undecodable` when no frame comes out at the start,
 *   `ingest.truncated` when the file ends before the length that it declares.
 */
export async function checkFrames(
  path: string,
  container: ContainerName,
  tracks: HeaderTracks,
  tools: MediaTools,
  wallSeconds: number,
  signal?: AbortSignal
): Promise<FrameFindings> {
  const video = tracks.video!
  const probe = { path, container, tools, wallSeconds, signal, streamIndex: video.index }
  const head = await decode(probe, `%+#${HEAD_FRAMES}`)
  if (head.frames === 0) {
    throw new SourceRefusedError(
      'ingest.undecodable',
      `The picture (${video.codec}) cannot be decoded`
    )
  }

  const interlaced = head.interlacedFrames > head.frames / 2
  const declared = video.durationSeconds
  if (declared <= 0) {
    return { durationSeconds: lengthOf(await scanPackets(probe)), interlaced }
  }
  const start = tracks.containerStartSeconds
  const tail = await decode(probe, `${Math.max(0, start + declared - TAIL_SECONDS)}%`)
  const end = Math.max(head.span.last + head.span.lastLength, tail.span.last + tail.span.lastLength)
  const measured = end - Math.min(head.span.first, start + declared)
  const missing = declared - measured
  if (missing > Math.max(MAX_MISSING_SECONDS, declared * MAX_MISSING_SHARE)) {
    throw new SourceRefusedError(
      'ingest.truncated',
      `The file is incomplete: it declares ${declared.toFixed(1)} s and ends after ${Math.max(0, measured).toFixed(1)} s`
    )
  }
  return { durationSeconds: measured, interlaced }
}

interface ProbeRun {
  path: string
  container: ContainerName
  streamIndex: number
  tools: MediaTools
  wallSeconds: number
  signal?: AbortSignal
}

async function decode(run: ProbeRun, interval: string) {
  const span: Span = { first: Infinity, last: 0, lastLength: 0 }
  let frames = 0
  let interlacedFrames = 0
  await probeLines(run, ['-read_intervals', interval, '-show_frames'], 'frame', (values) => {
    frames += 1
    if (values.interlaced_frame === '1') interlacedFrames += 1
    widen(span, values.best_effort_timestamp_time, values.duration_time)
  })
  return { frames, interlacedFrames, span }
}

/** Reads every packet without decoding: for files whose container says no length. */
async function scanPackets(run: ProbeRun): Promise<Span> {
  const span: Span = { first: Infinity, last: 0, lastLength: 0 }
  await probeLines(run, ['-show_packets'], 'packet', (values) =>
    widen(span, values.pts_time, values.duration_time)
  )
  return span
}

async function probeLines(
  run: ProbeRun,
  what: string[],
  section: 'frame' | 'packet',
  onEntry: (values: Record<string, string>) => void
) {
  const time = section === 'frame' ? 'best_effort_timestamp_time' : 'pts_time'
  await runProcess({
    program: run.tools.ffprobe,
    args: [
      ...['-v', 'error', '-max_alloc', '1073741824', '-select_streams', String(run.streamIndex)],
      ...what,
      ...[
        '-show_entries',
        `${section}=${time},duration_time,interlaced_frame`,
        '-of',
        'compact=p=0',
      ],
      ...guardedInput(run.path, run.container),
    ],
    limits: { wallSeconds: run.wallSeconds, residentBytes: 3 * 1024 ** 3 },
    signal: run.signal,
    onLine: (line) => {
      if (line.includes('=')) onEntry(Object.fromEntries(line.split('|').map(pair)))
    },
  })
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}

function widen(span: Span, time: string | undefined, length: string | undefined) {
  const at = Number(time)
  if (!time || !Number.isFinite(at)) return
  if (at < span.first) span.first = at
  if (at >= span.last) {
    span.last = at
    span.lastLength = Number(length) || 0
  }
}

function lengthOf(span: Span): number {
  return Number.isFinite(span.first) ? span.last + span.lastLength - span.first : 0
}
