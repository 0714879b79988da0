import { setImmediate as otherWork } from 'node:timers/promises'
import { PostgresProcesses } from './postgres_processes.js'

export interface Timed {
  asked: number
  /** How many of them found something. */
  answered: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** CPU time of one, on the average: of this process, and of PostgreSQL's. Milliseconds. */
  nodeCpuMs: number
  postgresCpuMs: number
}

/** Asks one after another, each when the one before it is answered, and times each. */
export async function timeEach(
  texts: readonly string[],
  ask: (text: string) => Promise<readonly unknown[]>
): Promise<Timed> {
  const postgres = await PostgresProcesses.find()
  const before = { node: process.cpuUsage(), postgres: postgres.cpuMs() }
  const times: number[] = []
  let answered = 0
  for (const text of texts) {
    const from = performance.now()
    const found = await ask(text)
    times.push(performance.now() - from)
    if (found.length > 0) answered++
    await otherWork()
  }
  const { user, system } = process.cpuUsage(before.node)
  times.sort((a, b) => a - b)
  return {
    asked: texts.length,
    answered,
    p50Ms: percentile(times, 50),
    p95Ms: percentile(times, 95),
    p99Ms: percentile(times, 99),
    nodeCpuMs: rounded((user + system) / 1000 / texts.length),
    postgresCpuMs: rounded((postgres.cpuMs() - before.postgres) / texts.length),
  }
}

/** The nearest rank (Hyndman and Fan 1996, type 1) of times in order. */
function percentile(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.ceil((share / 100) * sorted.length) - 1] ?? 0)
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100
}
