import { api } from '../../core/ui/api.js'
import type { PlaySession } from '../../core/ui/api_types.js'
import type { QualityMeter } from './quality_meter.js'

/**
 * Tells the service how the play goes: now and then, when the page is hidden or closed, and at its
 * end. Each report says all that those before it said, so a lost one loses nothing.
 */
export class QualityReports {
  #timer: number
  #over = false
  #leaving = new AbortController()

  constructor(
    private session: PlaySession,
    readonly meter: QualityMeter
  ) {
    this.#timer = setInterval(() => this.#send(false), session.quality.intervalSeconds * 1000)
    const { signal } = this.#leaving
    const hidden = () => document.visibilityState === 'hidden' && this.#sendLeaving(false)
    document.addEventListener('visibilitychange', hidden, { signal })
    const gone = () => {
      this.#sendLeaving(true)
      // Browsers tell of being hidden after this, which would take the end back.
      this.#close()
    }
    addEventListener('pagehide', gone, { signal })
  }

  /** Sends what is known at the first frame. */
  started(): void {
    this.#send(false)
  }

  /** Ends the reports with a last one. */
  end(): void {
    if (this.#over) return
    this.#send(true)
    this.#close()
  }

  #close() {
    this.#over = true
    clearInterval(this.#timer)
    this.#leaving.abort()
    this.meter.dispose()
  }

  #send(ended: boolean) {
    if (this.#over) return
    const { url } = this.session.quality
    const body = this.meter.report(ended)
    // The next report makes up for this one.
    api(url, { method: 'POST', body, token: this.session.token, keepalive: true }).catch(
      () => undefined
    )
  }

  /** A page that closes hands its report to the browser, which sends it when the page is gone. */
  #sendLeaving(ended: boolean) {
    if (this.#over) return
    const body = JSON.stringify({ ...this.meter.report(ended), token: this.session.token })
    const sent = navigator.sendBeacon?.(
      this.session.quality.url,
      new Blob([body], { type: 'application/json' })
    )
    if (!sent) this.#send(ended)
  }
}
