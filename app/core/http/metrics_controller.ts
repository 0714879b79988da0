import type { HttpContext } from '@adonisjs/core/http'
import { METRICS_MEDIA_TYPE, metricsText } from '#core/metrics/cluster_metrics'

/** Metrics for Prometheus. */
export default class MetricsController {
  async show({ response }: HttpContext) {
    const text = await metricsText()
    response.header('content-type', METRICS_MEDIA_TYPE).header('cache-control', 'no-store')
    response.send(text)
  }
}
