import cluster from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { AggregatorRegistry, register } from 'prom-client'

interface MetricsQuestion {
  type: 'flixflow:metrics-question'
  id: string
}

interface MetricsAnswer {
  type: 'flixflow:metrics-answer'
  id: string
  /** Prometheus text format; null when a process did not answer. */
  text: string | null
}

const PATIENCE_MS = 6_000

/** In the primary: adds up the metrics of all web processes when one of them asks. */
export function answerMetricsRequests(): void {
  const aggregator = new AggregatorRegistry()
  cluster.on('message', async (worker, message: MetricsQuestion) => {
    if (message?.type !== 'flixflow:metrics-question') return
    const text = await aggregator.clusterMetrics().catch(() => null)
    if (!worker.isConnected()) return
    const answer: MetricsAnswer = { type: 'flixflow:metrics-answer', id: message.id, text }
    worker.send(answer)
  })
}

/** In a web process of a cluster: lets the primary ask it for its metrics. */
export function joinClusterMetrics(): void {
  if (cluster.isWorker) new AggregatorRegistry()
}

/**
 * The metrics of the whole role in Prometheus text format: of this process, or of all processes of
 * its cluster added up.
 * @throws Error when the cluster does not answer
 */
export async function metricsText(): Promise<string> {
  if (!cluster.isWorker) return register.metrics()
  const id = randomUUID()
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const timer = setTimeout(() => reject(new Error('The cluster did not answer')), PATIENCE_MS)
  const listen = (message: MetricsAnswer) => {
    if (message?.type !== 'flixflow:metrics-answer' || message.id !== id) return
    if (message.text === null) reject(new Error('A web process did not answer'))
    else resolve(message.text)
  }
  process.on('message', listen)
  process.send?.({ type: 'flixflow:metrics-question', id } satisfies MetricsQuestion)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    process.off('message', listen)
  }
}

export const METRICS_MEDIA_TYPE = register.contentType
