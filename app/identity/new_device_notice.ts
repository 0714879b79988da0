import { isIPv6 } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { AccountId, DeviceId } from '#core/ids'
import { sendMail } from '#core/mail/index'
import { SignedToken } from '#core/signed_token'
import { E_WRONG_MAILED_CODE } from './errors.js'
import { networkOf } from './guess_limits.js'
import { knownDeviceOf } from './known_device.js'
import type { LoggedIn } from './logged_in.js'
import { NewDeviceMail } from './mails/new_device_mail.js'
import { placeOf, type Place } from './place.js'

interface EndDeviceClaims {
  sub: AccountId
  did: DeviceId
}

/** What the mail's link carries. It can do nothing but end this one log-in, as often as one likes. */
const endDeviceTokens = new SignedToken<EndDeviceClaims>('end-device')

/** @throws E_WRONG_MAILED_CODE when it was not issued here or has expired. */
export async function readEndDeviceToken(
  token: string
): Promise<{ accountId: AccountId; deviceId: DeviceId }> {
  const { claims } = await endDeviceTokens.verify(token)
  if (!claims) throw new E_WRONG_MAILED_CODE()
  return { accountId: claims.sub, deviceId: claims.did }
}

/**
 * Tells an account's owner by mail of a log-in on a device that was not known to the account. The
 * first device after registering is no news. Nobody waits for it, and a log-in never fails by it.
 */
export function tellOfNewDevice(ctx: HttpContext, { account, device }: LoggedIn): void {
  if (knownDeviceOf(ctx, { accountId: account.id })) return
  const network = shownNetwork(ctx.request.ip())
  const place = shownPlace(placeOf(ctx.request))
  void tell().catch((error: unknown) => {
    logger.error({ err: error, deviceId: device.id }, 'A new device was not told of')
  })

  async function tell(): Promise<void> {
    if (await isFirst(account.id, device.id)) return
    const claims = { sub: account.id, did: device.id }
    const endToken = await endDeviceTokens.sign(claims, identityConfig.endDeviceLinkSeconds)
    const notice = { deviceName: device.name, place, network, at: clock.date(), endToken }
    sendMail(new NewDeviceMail(account.email, notice))
  }
}

async function isFirst(accountId: AccountId, deviceId: DeviceId): Promise<boolean> {
  const other: unknown = await db
    .from('identity.devices')
    .where('account_id', accountId)
    .whereNot('id', deviceId)
    .select('id')
    .first()
  return other === null
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** A place in words, as far as the edge says it; null when it says nothing. */
export function shownPlace({ country, city }: Pick<Place, 'country' | 'city'>): string | null {
  const known = [city, country ? COUNTRIES.of(country) : null].filter(Boolean)
  return known.join(', ') || null
}

/** Enough of an address to know one's own provider again: a mailbox need not hold all of it. */
export function shownNetwork(address: string): string {
  const network = networkOf(address)
  return isIPv6(address) && network.includes('/') ? network : network.replace(/\.\d+$/, '.x')
}
