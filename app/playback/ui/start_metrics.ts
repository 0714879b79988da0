/**
 * Times of one start, in ms of performance.now(). The load tests read them from
 * `window.flixflow.metrics`; start time is CTA-2066's video start time, click to first frame.
 */
export interface StartMetrics {
  clickAt: number | null
  sessionAt: number | null
  manifestAt: number | null
  licenceAt: number | null
  firstSegmentAt: number | null
  firstAudioSegmentAt: number | null
  loadedAt: number | null
  firstFrameAt: number | null
  /** click → first decoded frame on screen, ms. */
  startTimeMs: number | null
  /** Height in pixels of the rung that play started with. */
  rung: number | null
  /** bits/s that the rung was chosen by, and where the figure came from. */
  throughput: number | null
  throughputSource: string | null
  resumePositionSeconds: number | null
  firstFrameMediaTime: number | null
  /** Media requests that were already under way when Shaka asked for them, and those that were not. */
  prefetchHits: number
  prefetchMisses: string[]
  rebuffers: number
  rebufferMs: number
  rungSwitches: Array<{ atMs: number; height: number }>
  readonly decodedFrames: number
  readonly droppedFrames: number
}

declare global {
  interface Window {
    flixflow: { ready: boolean; metrics: StartMetrics }
  }
}

export type Milestone =
  | 'click'
  | 'session'
  | 'manifest'
  | 'licence'
  | 'firstSegment'
  | 'firstAudioSegment'
  | 'loaded'
  | 'firstFrame'

/** Fresh metrics for a start, published on `window.flixflow`. */
export function publishMetrics(video: HTMLVideoElement): StartMetrics {
  const metrics: StartMetrics = {
    clickAt: null,
    sessionAt: null,
    manifestAt: null,
    licenceAt: null,
    firstSegmentAt: null,
    firstAudioSegmentAt: null,
    loadedAt: null,
    firstFrameAt: null,
    startTimeMs: null,
    rung: null,
    throughput: null,
    throughputSource: null,
    resumePositionSeconds: null,
    firstFrameMediaTime: null,
    prefetchHits: 0,
    prefetchMisses: [],
    rebuffers: 0,
    rebufferMs: 0,
    rungSwitches: [],
    get decodedFrames() {
      return video.getVideoPlaybackQuality().totalVideoFrames
    },
    get droppedFrames() {
      return video.getVideoPlaybackQuality().droppedVideoFrames
    },
  }
  window.flixflow = { ready: window.flixflow?.ready ?? false, metrics }
  return metrics
}

/** Notes the first time that a milestone is reached, also as a performance mark. */
export function reach(metrics: StartMetrics, milestone: Milestone, at = performance.now()): void {
  const field = `${milestone}At` as const
  if (metrics[field] !== null) return
  metrics[field] = at
  performance.mark(`flixflow:${milestone}`, { startTime: at })
}

/** Calls back and tells the window when the first frame after the click has been decoded and shown. */
export function watchFirstFrame(
  video: HTMLVideoElement,
  metrics: StartMetrics,
  shown: () => void
): void {
  const note = (at: number, mediaTime: number) => {
    reach(metrics, 'firstFrame', at)
    metrics.firstFrameMediaTime = mediaTime
    metrics.startTimeMs = at - (metrics.clickAt ?? at)
    performance.measure('flixflow:start', { start: metrics.clickAt ?? at, end: at })
    window.dispatchEvent(new CustomEvent('flixflow:first-frame', { detail: metrics }))
    shown()
  }
  if (!('requestVideoFrameCallback' in video)) {
    const element = video as HTMLVideoElement
    element.addEventListener('playing', () => note(performance.now(), element.currentTime), {
      once: true,
    })
    return
  }
  video.requestVideoFrameCallback((now, frame) =>
    note(Math.max(now, performance.now()), frame.mediaTime)
  )
}
