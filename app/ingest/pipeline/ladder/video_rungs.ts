import type { Rational, VideoTrack } from '../inspect/source_probe.js'
import { framesPerSecond, smallRungRate } from './frame_rate.js'
import type { VideoRung } from './ladder.js'

interface Step {
  lines: number
  /** Peak rate at up to 30 frames/s, bits/s. */
  maxBitrate: number
  crf: number
  /** VBV in seconds of the peak rate. Short on the first rung, so that a start is never a burst. */
  bufferSeconds: number
}

/**
 * Rates follow the H.264 tiers of Apple's "HLS Authoring Specification for Apple Devices", with
 * the peak held by VBV and quiet scenes left to constant quality.
 */
const STEPS: Step[] = [
  { lines: 240, maxBitrate: 300_000, crf: 25, bufferSeconds: 1 },
  { lines: 360, maxBitrate: 700_000, crf: 24, bufferSeconds: 1.5 },
  { lines: 480, maxBitrate: 1_300_000, crf: 23, bufferSeconds: 1.5 },
  { lines: 720, maxBitrate: 2_800_000, crf: 22, bufferSeconds: 1.5 },
  { lines: 1080, maxBitrate: 5_000_000, crf: 22, bufferSeconds: 1.5 },
]

const LAST_SD_LINES = 576
const SMALL_LINES = 360
const LEAST_BITRATE = 100_000
/** A source this much taller than a rung has detail that the rung would lose. */
const WORTH_A_RUNG = 1.1
/** A source may lack a line or two of a rung (1916x1076) and still fill it. */
const NEARLY = 0.98
const WIDE = 16 / 9
/** Motion at 50 or 60 frames/s costs less than twice as much: neighbours are alike. */
const SMOOTH_MOTION_COST = 1.4

/**
 * The rungs for a picture, lowest first, none larger than the source. A source between two rungs
 * gets a rung of its own size at the top; one smaller than the first rung is the only rung.
 */
export function chooseVideoRungs(video: VideoTrack, frameRate: Rational): VideoRung[] {
  const sourceLines = linesOf(video)
  const steps = STEPS.filter((step) => step.lines * NEARLY <= sourceLines)
  const top = steps.at(-1)
  const last = STEPS.at(-1)!
  if (!top || (top !== last && sourceLines >= top.lines * WORTH_A_RUNG)) {
    steps.push(stepBetween(Math.min(sourceLines, last.lines)))
  }
  return steps.map((step) => rungOf(step, video, sourceLines, frameRate))
}

/** Lines of the 16:9 frame (9:16 for upright pictures) that the picture fills. */
function linesOf(video: VideoTrack): number {
  const long = Math.max(video.displayWidth, video.displayHeight)
  const short = Math.min(video.displayWidth, video.displayHeight)
  return Math.round(Math.max(long / WIDE, short))
}

function rungOf(
  step: Step,
  video: VideoTrack,
  sourceLines: number,
  frameRate: Rational
): VideoRung {
  const scale = Math.min(1, step.lines / sourceLines)
  const small = step.lines <= SMALL_LINES
  const rate = small ? smallRungRate(frameRate) : frameRate
  const motion = framesPerSecond(rate) > 30 ? SMOOTH_MOTION_COST : 1
  const maxBitrate = Math.round(step.maxBitrate * motion)
  return {
    name: `${step.lines}p`,
    lines: step.lines,
    width: evenSide(video.displayWidth, scale),
    height: evenSide(video.displayHeight, scale),
    frameRate: rate,
    maxBitrate,
    bufferBits: Math.round(maxBitrate * step.bufferSeconds),
    crf: step.crf,
    profile: small ? 'main' : 'high',
    keyTier: step.lines <= LAST_SD_LINES ? 'sd' : 'hd',
  }
}

/** A rung at a source's own size; its rate follows the number of pixels to the power of 0.75. */
function stepBetween(lines: number): Step {
  const nearest = STEPS.findLast((step) => step.lines <= lines) ?? STEPS[0]!
  const rate = nearest.maxBitrate * (lines / nearest.lines) ** 1.5
  return { ...nearest, lines, maxBitrate: Math.max(LEAST_BITRATE, Math.round(rate)) }
}

/** 4:2:0 sampling needs whole pairs of pixels; never a pixel more than the source has. */
function evenSide(pixels: number, scale: number): number {
  const nearest = Math.round((pixels * scale) / 2) * 2
  return Math.max(2, Math.min(nearest, Math.floor(pixels / 2) * 2))
}
