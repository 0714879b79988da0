import { quantileOf, type StartTimeSketch } from './start_time_sketch.js'

/** What plays are told apart by. */
export const QUALITY_DIMENSIONS = ['device', 'country', 'network', 'title', 'version'] as const
export type QualityDimension = (typeof QUALITY_DIMENSIONS)[number]

/** Sums over plays, of an hour or of many. Durations are ms. */
export interface QualitySums {
  plays: number
  starts: number
  startFailures: number
  playbackFailures: number
  exitsBeforeStart: number
  playingMs: number
  rebuffers: number
  rebufferMs: number
  bitrateSwitches: number
  /** Average bitrate (bits/s) times playing time (ms), and the playing time it was told for. */
  bits: number
  bitsMs: number
  droppedFrames: number
  totalFrames: number
}

/** How well a number of plays went, in the terms of `ReportedQuality`. */
export interface QualityFigures {
  plays: number
  /** Plays that showed a first frame. */
  starts: number
  /** Within `ACCURACY` of the true quantile, relatively. */
  startTimeMs: { p50: number | null; p95: number | null; p99: number | null }
  startFailures: number
  playbackFailures: number
  exitsBeforeStart: number
  /** Rebuffering over rebuffering and playing time; null when nothing played. */
  rebufferRatio: number | null
  rebuffers: number
  rebufferSeconds: number
  playingSeconds: number
  bitrateSwitches: number
  /** bits/s. */
  averageBitrate: number | null
  /** Of all frames that should have been shown. */
  droppedFrameRatio: number | null
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null)

/** Figures of sums and of the start times that belong to them. */
export function figuresOf(sums: QualitySums, startTimes: StartTimeSketch): QualityFigures {
  const at = (share: number) => {
    const ms = quantileOf(startTimes, share)
    return ms === null ? null : Math.round(ms)
  }
  const bitrate = ratio(sums.bits, sums.bitsMs)
  return {
    plays: sums.plays,
    starts: sums.starts,
    startTimeMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    startFailures: sums.startFailures,
    playbackFailures: sums.playbackFailures,
    exitsBeforeStart: sums.exitsBeforeStart,
    rebufferRatio: ratio(sums.rebufferMs, sums.rebufferMs + sums.playingMs),
    rebuffers: sums.rebuffers,
    rebufferSeconds: sums.rebufferMs / 1000,
    playingSeconds: sums.playingMs / 1000,
    bitrateSwitches: sums.bitrateSwitches,
    averageBitrate: bitrate === null ? null : Math.round(bitrate),
    droppedFrameRatio: ratio(sums.droppedFrames, sums.totalFrames),
  }
}
