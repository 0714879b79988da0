import { Worker } from 'node:worker_threads'

const EVERY_MS = 20
const KIB = 1024

/** In a thread of its own, since a computation lets no timer of this thread run. */
const PROGRAM = `
const { workerData } = require('node:worker_threads')
const peak = new Int32Array(workerData.peak)
setInterval(() => {
  const kib = Math.ceil(process.memoryUsage.rss() / ${KIB})
  if (kib > Atomics.load(peak, 0)) Atomics.store(peak, 0, kib)
}, ${EVERY_MS})`

/** The most memory that this process held at once (resident set size), looked at every 20 ms. */
export class MemoryWatch {
  readonly #peak = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  readonly #thread: Worker

  constructor() {
    this.#thread = new Worker(PROGRAM, { eval: true, workerData: { peak: this.#peak.buffer } })
    this.#thread.unref()
  }

  /** The peak since the last call, in bytes; the next one counts from now. */
  takePeak(): number {
    const now = Math.ceil(process.memoryUsage.rss() / KIB)
    return Math.max(Atomics.exchange(this.#peak, 0, now), now) * KIB
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }
}
