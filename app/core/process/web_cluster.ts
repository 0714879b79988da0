import cluster, { type Worker } from 'node:cluster'
import { answerMetricsRequests } from '#core/metrics/cluster_metrics'

export interface WebClusterOptions {
  /** Web processes to keep running. */
  size: number
  /** How long a process may take to end after SIGTERM before it is killed. Milliseconds. */
  graceMs: number
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** A process that lived so long ended for a new reason, so its successor starts at once again. */
const SETTLED_MS = 30_000
/** When so many in a row end before one ever listened, none will. */
const HOPELESS_STARTS = 3

/**
 * The primary of a web cluster: keeps `size` processes running on one port, restarts those that
 * die with a growing pause, and drains all of them on SIGTERM.
 */
export class WebCluster {
  #ending = false
  #everListened = false
  #quickDeaths = 0
  #bornAt = new Map<number, number>()

  constructor(private readonly options: WebClusterOptions) {}

  /** @returns the exit code of the primary, once every process has ended */
  run(): Promise<number> {
    answerMetricsRequests()
    return new Promise((resolve) => {
      const end = () => void this.#drain().then(resolve)
      process.once('SIGTERM', end)
      process.once('SIGINT', end)
      cluster.on('listening', () => (this.#everListened = true))
      cluster.on('exit', (worker, code, signal) => {
        if (this.#ending) return
        const left = this.#replace(worker, signal ?? String(code))
        if (!left) resolve(1)
      })
      for (let i = 0; i < this.options.size; i++) this.#fork()
    })
  }

  #fork(): void {
    const worker = cluster.fork()
    this.#bornAt.set(worker.id, performance.now())
  }

  /** @returns false when there is no hope */
  #replace(worker: Worker, reason: string): boolean {
    const lived = performance.now() - (this.#bornAt.get(worker.id) ?? 0)
    this.#bornAt.delete(worker.id)
    this.#quickDeaths = lived < SETTLED_MS ? this.#quickDeaths + 1 : 0
    if (!this.#everListened && this.#quickDeaths >= HOPELESS_STARTS) return false
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#quickDeaths, LONGEST_PAUSE_MS)
    const pid = worker.process.pid
    report('error', { pid, reason, pauseMs }, 'A web process died and is replaced')
    setTimeout(() => !this.#ending && this.#fork(), pauseMs)
    return true
  }

  async #drain(): Promise<number> {
    this.#ending = true
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    const codes = await Promise.all(workers.map((worker) => this.#endWorker(worker)))
    return codes.every((code) => code === 0) ? 0 : 1
  }

  #endWorker(worker: Worker): Promise<number | null> {
    if (worker.isDead()) return Promise.resolve(0)
    return new Promise((resolve) => {
      const kill = setTimeout(() => worker.process.kill('SIGKILL'), this.options.graceMs)
      worker.once('exit', (code, signal) => {
        clearTimeout(kill)
        // One that was still starting had nothing to drain, and ends by the signal itself.
        resolve(signal === 'SIGTERM' ? 0 : code)
      })
      worker.process.kill('SIGTERM')
    })
  }
}

/** The primary runs without the framework, so it writes its few log lines in the same form itself. */
function report(level: 'error', fields: object, msg: string): void {
  const line = {
    level: level === 'error' ? 50 : 30,
    time: Date.now(),
    name: 'flixflow',
    ...fields,
    msg,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
