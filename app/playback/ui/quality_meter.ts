import { deviceKind } from '../../core/ui/device_kind.js'
import type { ShakaPlayer } from './shaka_global.js'
import type { StartMetrics } from './start_metrics.js'

/** Set by the build: the version of these pages. */
declare const PLAYER_VERSION: string

/** What POST …/quality takes; the service says what each figure means (CTA-2066). */
export interface QualityReport {
  sequence: number
  deviceKind: string
  network: string
  playerVersion: string
  startTimeMs: number | null
  playingMs: number
  rebuffers: number
  rebufferMs: number
  bitrateSwitches: number
  averageBitrate: number | null
  droppedFrames: number
  totalFrames: number
  errors: Array<{ code: string; fatal: boolean }>
  ended: boolean
}

const MOST_ERRORS = 10

/**
 * Measures how one play goes. Every moment after the first frame is playing, rebuffering or neither
 * (paused, or waiting for what the viewer asked for: a seek, other sound, another quality).
 */
export class QualityMeter {
  #state: 'playing' | 'rebuffering' | 'neither' = 'neither'
  #since = performance.now()
  #buffering = false
  /** The viewer seeks or changed a track: the wait that follows is no rebuffering. */
  #asked = false
  #playingMs = 0
  #rebufferMs = 0
  #rebuffers = 0
  #switches = 0
  #bitrate: number | null = null
  #bitMs = 0
  #droppedFrames = 0
  #totalFrames = 0
  #errors: QualityReport['errors'] = []
  #sequence = 0
  #listening = new AbortController()

  constructor(
    private video: HTMLVideoElement,
    private player: ShakaPlayer,
    private metrics: StartMetrics
  ) {
    const on = (name: string, run: () => void) =>
      video.addEventListener(name, run, { signal: this.#listening.signal })
    for (const event of ['play', 'playing', 'pause', 'ended', 'seeked', 'ratechange']) {
      on(event, () => this.#settle())
    }
    on('seeking', () => this.expectWait())
    // The picture moves again, so that the next wait is the network's.
    on('timeupdate', () => {
      if (!this.#buffering && !video.seeking) this.#asked = false
      this.#settle()
    })
    player.addEventListener('buffering', this.#onBuffering)
    player.addEventListener('adaptation', this.#onAdaptation)
    player.addEventListener('variantchanged', this.#onVariant)
    player.addEventListener('trackschanged', this.#onVariant)
  }

  /** The viewer asked for something that has to be fetched: waiting for it is no rebuffering. */
  expectWait(): void {
    this.#asked = true
    this.#settle()
  }

  /** Notes what went wrong. */
  failed(code: string, fatal: boolean): void {
    if (this.#errors.length === MOST_ERRORS) this.#errors.pop()
    this.#errors.push({ code: code.replace(/[^A-Za-z0-9._:-]/g, '-').slice(0, 64), fatal })
    this.#settle()
  }

  /** All that is known by now, with the next number. */
  report(ended: boolean): QualityReport {
    this.#settle()
    this.#sequence += 1
    const { startTimeMs } = this.metrics
    return {
      sequence: this.#sequence,
      deviceKind: deviceKind(),
      network: network(),
      playerVersion: PLAYER_VERSION,
      startTimeMs: startTimeMs === null ? null : Math.round(startTimeMs),
      playingMs: Math.round(this.#playingMs),
      rebuffers: this.#rebuffers,
      rebufferMs: Math.round(this.#rebufferMs),
      bitrateSwitches: this.#switches,
      averageBitrate: this.#playingMs > 0 ? Math.round(this.#bitMs / this.#playingMs) : null,
      droppedFrames: this.#droppedFrames,
      totalFrames: this.#totalFrames,
      errors: this.#errors,
      ended,
    }
  }

  dispose(): void {
    this.#settle()
    this.#listening.abort()
    this.player.removeEventListener('buffering', this.#onBuffering)
    this.player.removeEventListener('adaptation', this.#onAdaptation)
    this.player.removeEventListener('variantchanged', this.#onVariant)
    this.player.removeEventListener('trackschanged', this.#onVariant)
  }

  #onBuffering = (event: Event) => {
    this.#buffering = (event as Event & { buffering: boolean }).buffering
    this.#settle()
  }

  #onAdaptation = () => {
    this.#onVariant()
    if (this.metrics.firstFrameAt !== null) this.#switches += 1
  }

  #onVariant = () => {
    this.#settle()
    this.#bitrate = this.player.getVariantTracks().find((track) => track.active)?.bandwidth ?? null
  }

  /** Adds the time since the last change to what it was, and looks what it is now. */
  #settle() {
    const now = performance.now()
    const passed = now - this.#since
    this.#since = now
    if (this.#state === 'playing') {
      this.#playingMs += passed
      this.#bitMs += passed * (this.#bitrate ?? 0)
    }
    if (this.#state === 'rebuffering') this.#rebufferMs += passed
    const before = this.#state
    this.#state = this.#stateNow()
    if (this.#state === 'rebuffering' && before !== 'rebuffering') this.#rebuffers += 1
    this.#readFrames()
  }

  #stateNow() {
    const { paused, ended, seeking } = this.video
    if (this.metrics.firstFrameAt === null || paused || ended || seeking) return 'neither'
    if (!this.#buffering) return 'playing'
    return this.#asked ? 'neither' : 'rebuffering'
  }

  /** The counts begin anew when the film is unloaded. */
  #readFrames() {
    const { droppedVideoFrames, totalVideoFrames } = this.video.getVideoPlaybackQuality()
    this.#droppedFrames = Math.max(this.#droppedFrames, droppedVideoFrames)
    this.#totalFrames = Math.max(this.#totalFrames, totalVideoFrames)
  }
}

interface Connection {
  type?: string
  effectiveType?: string
}

/** The kind of network, as coarse as the browser tells it. */
function network(): string {
  const { type, effectiveType } = (navigator as { connection?: Connection }).connection ?? {}
  if (type === 'wifi' || type === 'ethernet' || type === 'cellular') return type
  if (effectiveType === 'slow-2g') return '2g'
  return effectiveType && /^[2345]g$/.test(effectiveType) ? effectiveType : 'unknown'
}
