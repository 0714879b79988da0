import type { HttpContext } from '@adonisjs/core/http'
import { readiness } from '#core/health/readiness'
import { isOperator } from '#core/http/internal_access'

/** Tells orchestrators and load balancers how this process is. */
export default class HealthController {
  /** The process runs and answers. Nothing else is asked, so that a slow database restarts no one. */
  live({ response }: HttpContext) {
    response.header('cache-control', 'no-store')
    response.json({ status: 'ok' })
  }

  /** Whether viewers may be sent here. Only operators learn why. */
  async ready(ctx: HttpContext) {
    const { response } = ctx
    const report = await readiness()
    const takesViewers = report.status === 'ok' || report.status === 'degraded'
    response.header('cache-control', 'no-store')
    response
      .status(takesViewers ? 200 : 503)
      .json(isOperator(ctx) ? report : { status: report.status })
  }
}
