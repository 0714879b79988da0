import { setTimeout as sleep } from 'node:timers/promises'

/** How long the first row of a batch waits for company, in milliseconds. */
const GATHER_MS = 8

/** Rows of one statement; what is over waits for the next. */
const MOST_ROWS = 2000

export interface GroupCommitOptions<Row> {
  /** Rows of one key become one row of a statement. */
  keyOf: (row: Row) => string
  merge: (a: Row, b: Row) => Row
  /** Writes rows of different keys in one statement, which is on disk when this returns. */
  keepAll: (rows: Row[]) => Promise<void>
  /** Told of each batch when it is over: how many rows came, how long it took, whether they were kept. */
  measure: (batch: { rows: number; seconds: number; kept: boolean }) => void
}

interface Waiting<Row> {
  row: Row
  kept: () => void
  failed: (error: unknown) => void
}

/**
 * Group commit: rows of many requests become one statement. One is in flight at a time, and what
 * comes meanwhile goes with the next, so the batch grows with the load by itself. Rows are sorted by
 * their key, so that two processes never wait for each other.
 */
export class GroupCommit<Row> {
  #waiting: Waiting<Row>[] = []
  #flushing: Promise<void> | null = null

  constructor(private readonly options: GroupCommitOptions<Row>) {}

  /** Resolves when the row is on disk; rejects when its batch could not be written. */
  record(row: Row): Promise<void> {
    return new Promise((kept, failed) => {
      this.#waiting.push({ row, kept, failed })
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

  async #flush(batch: Waiting<Row>[]): Promise<void> {
    const startedAt = performance.now()
    let isKept = false
    try {
      await this.options.keepAll(this.#inOneOrder(batch))
      isKept = true
      for (const { kept } of batch) kept()
    } catch (error) {
      for (const { failed } of batch) failed(error)
    } finally {
      const seconds = (performance.now() - startedAt) / 1000
      this.options.measure({ rows: batch.length, seconds, kept: isKept })
    }
  }

  #inOneOrder(batch: Waiting<Row>[]): Row[] {
    const merged = new Map<string, Row>()
    for (const { row } of batch) {
      const key = this.options.keyOf(row)
      const other = merged.get(key)
      merged.set(key, other === undefined ? row : this.options.merge(other, row))
    }
    const byKey = [...merged].sort(([a], [b]) => (a < b ? -1 : 1))
    return byKey.map(([, row]) => row)
  }
}
