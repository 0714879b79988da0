import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import processes from '#config/processes'
import { registerAccessCheck } from '#core/http/endpoint'
import { E_FORBIDDEN } from '#core/problem'
import { bearerToken } from '#core/signed_token'

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Whether an operator asks: someone on this machine, or the bearer of `METRICS_TOKEN`. A proxy on
 * this machine names whom it speaks for in `X-Forwarded-For`, and that one is asked about.
 */
export function isOperator({ request }: HttpContext): boolean {
  const address = request.ip()
  if (isIP(address) && LOOPBACK.test(address)) return true
  const token = bearerToken(request.header('authorization'))
  const wanted = processes.metricsToken?.release()
  return Boolean(token && wanted && timingSafeEqual(digest(token), digest(wanted)))
}

registerAccessCheck('internal', (ctx) => {
  if (!isOperator(ctx)) throw new E_FORBIDDEN()
})
