import type { HttpContext } from '@adonisjs/core/http'
import { rememberDevice } from './known_device.js'
import type { LoggedIn } from './logged_in.js'
import { tellOfNewDevice } from './new_device_notice.js'
import { setRefreshCookie } from './refresh_cookie.js'
import { transformLoggedIn } from './transformers/logged_in_transformer.js'

export type RefreshIn = 'body' | 'cookie'

/** Answers with a log-in, remembers the device that it was made on, and tells of one that is new. */
export function sendLoggedIn(ctx: HttpContext, loggedIn: LoggedIn, refreshIn: RefreshIn): void {
  sendTokens(ctx, loggedIn, refreshIn)
  tellOfNewDevice(ctx, loggedIn)
  rememberDevice(ctx, loggedIn.account)
}

/** Answers with tokens, whose refresh token goes where the client asked for it. */
export function sendTokens(ctx: HttpContext, loggedIn: LoggedIn, refreshIn: RefreshIn): void {
  if (refreshIn === 'cookie') setRefreshCookie(ctx, loggedIn.refreshToken)
  ctx.response.header('cache-control', 'no-store')
  ctx.response.send(transformLoggedIn(loggedIn, refreshIn))
}
