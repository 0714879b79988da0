import db from '@adonisjs/lucid/services/db'
import { collectDefaultMetrics, Gauge, Histogram } from 'prom-client'
import { joinClusterMetrics } from '#core/metrics/cluster_metrics'
import { webDrain } from '#core/process/web_drain'
import { countJobs } from '#core/queue'

/** What knex's pool tells of itself. */
interface PoolCounts {
  numUsed(): number
  numFree(): number
  numPendingAcquires(): number
}

/** Duration of requests by route pattern. Seconds. */
export const requestDuration = new Histogram({
  name: 'flixflow_http_request_duration_seconds',
  help: 'Time from the arrival of a request to the end of its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10],
})

/** Begins the measurements that a process makes of itself: event loop, memory, pool, queues. */
export function measureProcess(): void {
  collectDefaultMetrics()
  joinClusterMetrics()

  new Gauge({
    name: 'flixflow_http_requests_in_flight',
    help: 'Requests that have no full answer yet',
    collect() {
      this.set(webDrain.requestsInFlight)
    },
  })
  new Gauge({
    name: 'flixflow_database_connections',
    help: 'Connections to PostgreSQL by state, and the queries that wait for one',
    labelNames: ['state'] as const,
    collect() {
      const { pool } = db.connection().getReadClient().client as { pool: PoolCounts }
      this.set({ state: 'used' }, pool.numUsed())
      this.set({ state: 'free' }, pool.numFree())
      this.set({ state: 'waited-for' }, pool.numPendingAcquires())
    },
  })
  new Gauge({
    name: 'flixflow_queue_jobs',
    help: 'Jobs in a queue by state',
    labelNames: ['queue', 'state'] as const,
    // Every process of a cluster sees the same queues.
    aggregator: 'first',
    async collect() {
      this.reset()
      for (const { queue, counts } of await countJobs()) {
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count)
      }
    },
  })
}
