import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import identityConfig from '#config/identity'
import { E_ORIGIN_REFUSED } from './errors.js'

const NAME = 'flixflow_refresh'

/** Sent back only to the routes that read it, and never from another site's page. */
const SCOPE = { path: '/v1/auth', httpOnly: true, sameSite: 'strict' } as const

export function setRefreshCookie({ response }: HttpContext, refreshToken: string): void {
  response.encryptedCookie(NAME, refreshToken, {
    ...SCOPE,
    maxAge: identityConfig.refreshTokenSeconds,
  })
}

export function readRefreshCookie({ request }: HttpContext): string | null {
  const token: unknown = request.encryptedCookie(NAME)
  return typeof token === 'string' ? token : null
}

export function clearRefreshCookie({ response }: HttpContext): void {
  response.clearCookie(NAME, SCOPE)
}

/**
 * Refuses to set or read the cookie for a page of another origin. SameSite=Strict keeps other
 * sites out; this also keeps out other origins of the same site, and log-in forms posted across.
 * Clients other than browsers send no Origin.
 * @throws E_ORIGIN_REFUSED
 */
export function refuseForeignOrigin({ request }: HttpContext): void {
  const origin = request.header('origin')
  if (origin === undefined || origin === new URL(appUrl).origin) return
  const host = URL.canParse(origin) ? new URL(origin).host : null
  if (host === null || host !== request.host()) throw new E_ORIGIN_REFUSED()
}
