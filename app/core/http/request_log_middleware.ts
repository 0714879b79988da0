import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import type { NextFn } from '@adonisjs/core/types/http'
import { requestDuration } from '#core/metrics/process_metrics'

/** A request id that a client or proxy may choose: short, and nothing that could forge a log line. */
const SANE_ID = /^[\w.-]{8,64}$/

/**
 * Gives each request an id, which its answer carries, and writes one line and one measurement when
 * it is over. The line holds the route's pattern and never the address, as addresses may be signed.
 */
export default class RequestLogMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const startedAt = performance.now()
    const requestId = this.#identify(ctx)
    ctx.response.header('x-request-id', requestId)
    const { response } = ctx.response
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000
      const method = ctx.request.method()
      const status = response.statusCode
      const route = ctx.route?.pattern ?? (status === 404 ? 'none' : 'static')
      requestDuration.observe({ method, route, status }, seconds)
      logger.info(
        {
          method,
          route,
          status,
          ms: Math.round(seconds * 1e5) / 100,
          request_id: requestId,
          account_id: (ctx as { principal?: { accountId: string } }).principal?.accountId,
          aborted: response.writableFinished ? undefined : true,
        },
        'request'
      )
    })
    return next()
  }

  #identify(ctx: HttpContext): string {
    const { headers } = ctx.request.request
    const offered = headers['x-request-id']
    if (typeof offered === 'string' && SANE_ID.test(offered)) return offered
    delete headers['x-request-id']
    const requestId = ctx.request.id()!
    ctx.logger = logger.child({ request_id: requestId })
    return requestId
  }
}
