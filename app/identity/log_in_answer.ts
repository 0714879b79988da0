import type { HttpContext } from '@adonisjs/core/http'
import type Device from './models/device.js'
import { rememberDevice } from './known_device.js'
import type { LoggedIn } from './logged_in.js'
import { tellOfNewDevice } from './new_device_notice.js'
import { placeOf, type Place } from './place.js'
import { setRefreshCookie } from './refresh_cookie.js'
import { transformLoggedIn } from './transformers/logged_in_transformer.js'

export type RefreshIn = 'body' | 'cookie'

/** Answers with a log-in, remembers the device that it was made on, and tells of one that is new. */
export async function sendLoggedIn(
  ctx: HttpContext,
  loggedIn: LoggedIn,
  refreshIn: RefreshIn
): Promise<void> {
  await sendTokens(ctx, loggedIn, refreshIn)
  tellOfNewDevice(ctx, loggedIn)
  rememberDevice(ctx, loggedIn.account)
}

/**
 * Answers with tokens, whose refresh token goes where the client asked for it, and notes where the
 * device is.
 */
export async function sendTokens(
  ctx: HttpContext,
  loggedIn: LoggedIn,
  refreshIn: RefreshIn
): Promise<void> {
  await notePlace(loggedIn.device, placeOf(ctx.request))
  if (refreshIn === 'cookie') setRefreshCookie(ctx, loggedIn.refreshToken)
  ctx.response.header('cache-control', 'no-store')
  ctx.response.send(transformLoggedIn(loggedIn, refreshIn))
}

/** Most devices stay where they are, so most refreshes write nothing here. */
async function notePlace(device: Device, { country, city, network }: Place): Promise<void> {
  const isThere = device.country === country && device.city === city && device.network === network
  if (!isThere) await device.merge({ country, city, network }).save()
}
