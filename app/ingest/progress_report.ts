import type { JobLease } from './job_lease.js'
import { jobSignals } from './job_signals.js'

const TELL_EVERY_MS = 200
const STORE_EVERY_MS = 1_000
const LOG_CHARACTERS = 16_384

/** Tells and stores how far a job is, at a bounded rate, and keeps the end of its log. */
export class ProgressReport {
  #step = ''
  #percent = 0
  #toldAt = 0
  #storedAt = 0
  #log: string

  constructor(
    readonly lease: JobLease,
    log: string | null
  ) {
    this.#log = log ?? ''
  }

  get log(): string {
    return this.#log
  }

  get step(): string {
    return this.#step
  }

  /** Of the whole job, 0 to 100. */
  get percent(): number {
    return this.#percent
  }

  at(step: string, percent: number): void {
    const entered = step !== this.#step
    if (entered) this.note(`step ${step}`)
    this.#step = step
    this.#percent = Math.min(Math.max(Math.floor(percent * 100) / 100, 0), 100)
    const now = Date.now()
    if (entered || now - this.#toldAt >= TELL_EVERY_MS) {
      this.#toldAt = now
      jobSignals.tellProgress({
        id: this.lease.jobId,
        state: 'running',
        step,
        percent: this.#percent,
        reason: null,
      })
    }
    if (entered || now - this.#storedAt >= STORE_EVERY_MS) {
      this.#storedAt = now
      // Progress that cannot be stored now is followed by newer progress.
      this.lease
        .write('step = ?, percent = ?, log_tail = ?', [step, this.#percent, this.#log])
        .catch(() => {})
    }
  }

  note(line: string): void {
    this.#log = `${this.#log}${new Date().toISOString()} ${line}\n`.slice(-LOG_CHARACTERS)
  }
}
