import { setTimeout as sleep } from 'node:timers/promises'
import { heartbeatBatch, heartbeatFlush, heartbeatsKept } from '../metrics.js'
import { keep } from './keep_observations.js'
import { mergeObservations, progressKeyOf, type Observation } from './observation.js'

/** How long the first heartbeat of a batch waits for company, in milliseconds. */
const GATHER_MS = 8

/** Rows of one statement; what is over waits for the next. */
const MOST_ROWS = 2000

interface Waiting {
  observation: Observation
  kept: () => void
  failed: (error: unknown) => void
}

/**
 * Group commit: heartbeats of many viewers become one statement. One is in flight at a time, and
 * what comes meanwhile goes with the next, so the batch grows with the load by itself.
 */
export class HeartbeatWriter {
  #waiting: Waiting[] = []
  #flushing: Promise<void> | null = null

  constructor(readonly keepAll: (observations: Observation[]) => Promise<void> = keep) {}

  /** Resolves when the observation is on disk; rejects when its batch could not be written. */
  record(observation: Observation): Promise<void> {
    return new Promise((kept, failed) => {
      this.#waiting.push({ observation, kept, failed })
      this.#flushing ??= this.#flushAll().finally(() => (this.#flushing = null))
    })
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#flushing) await this.#flushing
  }

  async #flushAll(): Promise<void> {
    await sleep(GATHER_MS)
    while (this.#waiting.length > 0) await this.#flush(this.#waiting.splice(0, MOST_ROWS))
  }

  async #flush(batch: Waiting[]): Promise<void> {
    const stop = heartbeatFlush.startTimer()
    try {
      await this.keepAll(inOneOrder(batch.map(({ observation }) => observation)))
      for (const { kept } of batch) kept()
      heartbeatsKept.inc({ outcome: 'kept' }, batch.length)
    } catch (error) {
      for (const { failed } of batch) failed(error)
      heartbeatsKept.inc({ outcome: 'failed' }, batch.length)
    } finally {
      stop()
      heartbeatBatch.observe(batch.length)
    }
  }
}

/** One observation per progress, sorted by its key. */
function inOneOrder(observations: Observation[]): Observation[] {
  const merged = new Map<string, Observation>()
  for (const observation of observations) {
    const key = progressKeyOf(observation)
    const other = merged.get(key)
    merged.set(key, other ? mergeObservations(other, observation) : observation)
  }
  const byKey = [...merged].sort(([a], [b]) => (a < b ? -1 : 1))
  return byKey.map(([, observation]) => observation)
}

export const heartbeatWriter = new HeartbeatWriter()
