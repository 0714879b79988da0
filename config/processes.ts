import { availableParallelism } from 'node:os'
import env from '#start/env'

/** `max` or 0 stands for one web process per core. */
function webConcurrency(setting: string | undefined): number {
  if (setting === undefined || setting === '') return 1
  if (setting === 'max' || setting === '0') return availableParallelism()
  const wanted = Number(setting)
  if (Number.isInteger(wanted) && wanted > 0) return wanted
  throw new Error(`WEB_CONCURRENCY must be a whole number or "max", not "${setting}"`)
}

export default {
  /** Web processes that share the port. */
  webConcurrency: webConcurrency(env.get('WEB_CONCURRENCY')),
  /** How long requests and jobs in flight may take to finish after SIGTERM. Milliseconds. */
  drainMs: env.get('DRAIN_MS') ?? 15_000,
  /**
   * How long an idle connection stays open. Node's own 5 s lie within a player's heartbeat interval,
   * so that a heartbeat could meet a connection that is just closing; load balancers keep 60 s.
   * Milliseconds.
   */
  keepAliveMs: 75_000,
  /** Lets operators who are not on this machine read health and metrics. */
  metricsToken: env.get('METRICS_TOKEN'),
  /** Free space in the data folder below which readiness says `degraded`. Bytes. */
  leastDiskBytes: 1024 ** 3,
}
