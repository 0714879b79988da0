import { NoAnswer, RequestRefused, api } from '../../core/ui/api.js'
import type { PlaySession } from '../../core/ui/api_types.js'

export type PlayState = 'playing' | 'paused' | 'seeking' | 'buffering'

/** What a heartbeat reads from the player at the moment that it is sent. */
export interface Standing {
  positionSeconds: number
  state: PlayState
}

interface HeartbeatAnswer {
  acknowledged: boolean
  action: 'continue' | 'stop'
  reason?: string | null
  /** Sent when the policy at hand is about to run out. */
  edgePolicy?: PlaySession['edgePolicy'] | null
}

export interface HeartbeatListener {
  /** The signed policy for media was renewed. */
  renewed(policy: PlaySession['edgePolicy']): void
  /** The service says that this session is over: why, as its code or words. */
  stopped(reason: string | null): void
  /** Whether heartbeats get through; false after two in a row did not. */
  connected(yes: boolean): void
}

interface Unsent {
  url: string
  token: string
  body: unknown
}

const UNSENT_KEY = 'flixflow.unsent-heartbeat'
const RETRY_MS = [1_000, 2_000, 4_000, 8_000]

/**
 * Tells the service where the viewer stands: each interval, and on pause, seek, end and leaving.
 * `elapsedMs` runs on this device's monotonic clock from the moment the session's answer came, and
 * `sequence` only grows, so that late or doubled packets cannot move a position back. A heartbeat
 * that did not get through is sent again with the newest position; the last one before leaving is
 * kept until it is acknowledged, at the next visit if need be.
 */
export class Heartbeats {
  #sequence = 0
  #timer: number | undefined
  #retry: number | undefined
  #failures = 0
  #over = false

  constructor(
    private session: PlaySession,
    private startedAt: number,
    private read: () => Standing,
    private listener: HeartbeatListener
  ) {
    this.#timer = setInterval(() => void this.beat(), session.heartbeat.intervalSeconds * 1000)
  }

  /** Sends where the viewer stands now. With `leaving`, the request outlives the page. */
  async beat(leaving = false): Promise<void> {
    if (this.#over) return
    clearTimeout(this.#retry)
    const standing = this.read()
    const body = { ...this.#stamp(standing.positionSeconds), state: standing.state }
    if (leaving) keepUnsent({ url: this.session.heartbeat.url, token: this.session.token, body })
    try {
      const answer = await this.#post(this.session.heartbeat.url, body, leaving)
      this.#gotThrough()
      if (answer?.edgePolicy) this.listener.renewed(answer.edgePolicy)
      if (answer?.action === 'stop') this.#stop(answer.reason ?? null)
    } catch (error) {
      this.#failed(error)
    }
  }

  /** Ends the session with the last position, and frees its place in the stream limit. */
  async end(): Promise<void> {
    if (this.#over) return
    const body = this.#stamp(this.read().positionSeconds)
    this.dispose()
    const url = new URL(this.session.heartbeat.url, location.href).href.replace(
      /heartbeats$/,
      'end'
    )
    keepUnsent({ url, token: this.session.token, body })
    await this.#post(url, body, true).then(forgetUnsent, (error: unknown) => {
      if (error instanceof RequestRefused) forgetUnsent()
    })
  }

  dispose(): void {
    this.#over = true
    clearInterval(this.#timer)
    clearTimeout(this.#retry)
  }

  #stamp(positionSeconds: number) {
    this.#sequence += 1
    return {
      positionSeconds: Math.max(0, Math.round(positionSeconds * 1000) / 1000),
      elapsedMs: Math.round(performance.now() - this.startedAt),
      sequence: this.#sequence,
    }
  }

  #post(url: string, body: unknown, keepalive: boolean) {
    return api<HeartbeatAnswer>(url, { method: 'POST', body, token: this.session.token, keepalive })
  }

  #gotThrough() {
    forgetUnsent()
    if (this.#failures >= 2) this.listener.connected(true)
    this.#failures = 0
  }

  #failed(error: unknown) {
    const answered = error instanceof RequestRefused && error.problem.status < 500
    if (answered && error.problem.status !== 429) return this.#stop(error.code)
    if (!(error instanceof NoAnswer) && !(error instanceof RequestRefused)) throw error
    this.#failures += 1
    if (this.#failures === 2) this.listener.connected(false)
    const delay = RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1]
    if (!this.#over) this.#retry = setTimeout(() => void this.beat(), delay)
  }

  #stop(reason: string | null) {
    this.dispose()
    this.listener.stopped(reason)
  }
}

function keepUnsent(unsent: Unsent): void {
  localStorage.setItem(UNSENT_KEY, JSON.stringify(unsent))
}

function forgetUnsent(): void {
  localStorage.removeItem(UNSENT_KEY)
}

/** Sends the last heartbeat of an earlier visit, if it never got through. */
export async function sendUnsent(): Promise<void> {
  const kept = localStorage.getItem(UNSENT_KEY)
  if (!kept) return
  const { url, token, body } = JSON.parse(kept) as Unsent
  try {
    await api(url, { method: 'POST', body, token, keepalive: true })
    forgetUnsent()
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.status < 500) forgetUnsent()
  }
}
