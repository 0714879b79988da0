import { Counter, Histogram } from 'prom-client'
import type { PlayQuality } from './play_quality.js'

export const qualityReports = new Counter({
  name: 'flixflow_quality_reports_total',
  help: 'Reports on how plays go, by outcome: kept on disk, or failed with their batch',
  labelNames: ['outcome'] as const,
})

export const qualityFlush = new Histogram({
  name: 'flixflow_quality_flush_seconds',
  help: 'Time of one write of reports on how plays go',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
})

const plays = new Counter({
  name: 'flixflow_quality_plays_total',
  help: 'Plays whose player has reported',
})

const startTime = new Histogram({
  name: 'flixflow_quality_start_time_seconds',
  help: 'Video start time (CTA-2066): from asking for a play to its first frame',
  buckets: [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 15, 30],
})

const failures = new Counter({
  name: 'flixflow_quality_failures_total',
  help: 'Plays that a fatal error ended, by whether it came before the first frame or after',
  labelNames: ['phase'] as const,
})

const exits = new Counter({
  name: 'flixflow_quality_exits_before_start_total',
  help: 'Plays that were left before their first frame without an error (CTA-2066)',
})

const rebuffers = new Counter({
  name: 'flixflow_quality_rebuffers_total',
  help: 'Waits for media after the first frame that no viewer caused',
})

const rebufferSeconds = new Counter({
  name: 'flixflow_quality_rebuffer_seconds_total',
  help: 'Time spent rebuffering',
})

const playingSeconds = new Counter({
  name: 'flixflow_quality_playing_seconds_total',
  help: 'Time in which pictures moved',
})

const frames = new Counter({
  name: 'flixflow_quality_frames_total',
  help: 'Video frames by whether they were shown',
  labelNames: ['outcome'] as const,
})

// Series that exist from the start, so that a rate over their first event is not missed.
for (const phase of ['start', 'playback']) failures.inc({ phase }, 0)
for (const outcome of ['shown', 'dropped']) frames.inc({ outcome }, 0)

/** What was known of a play before its newest report. */
export type KnownQuality = Pick<
  PlayQuality,
  | 'startTimeMs'
  | 'playingMs'
  | 'rebuffers'
  | 'rebufferMs'
  | 'droppedFrames'
  | 'totalFrames'
  | 'failed'
  | 'ended'
>

function isExit({ startTimeMs, failed, ended }: KnownQuality): boolean {
  return ended && startTimeMs === null && failed === null
}

/** Counts what a report says beyond the one before it of the same play. */
export function countQuality(now: PlayQuality, before: KnownQuality | null): void {
  const grown = (of: (quality: KnownQuality) => number) =>
    Math.max(0, of(now) - (before ? of(before) : 0))
  if (!before) plays.inc()
  if (now.startTimeMs !== null && (before?.startTimeMs ?? null) === null) {
    startTime.observe(now.startTimeMs / 1000)
  }
  if (now.failed && !before?.failed) failures.inc({ phase: now.failed })
  if (isExit(now) && !(before && isExit(before))) exits.inc()
  rebuffers.inc(grown((quality) => quality.rebuffers))
  rebufferSeconds.inc(grown((quality) => quality.rebufferMs) / 1000)
  playingSeconds.inc(grown((quality) => quality.playingMs) / 1000)
  const dropped = grown((quality) => quality.droppedFrames)
  frames.inc({ outcome: 'dropped' }, dropped)
  frames.inc({ outcome: 'shown' }, Math.max(0, grown((quality) => quality.totalFrames) - dropped))
}
