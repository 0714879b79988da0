import db from '@adonisjs/lucid/services/db'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import { deviceCodeHash, newDeviceCode, newUserCode } from '../pairing_codes.js'
import type { NewDevice } from './open_device.js'

/** What a device needs to be paired (RFC 8628 section 3.2). */
export interface PairingRequest {
  deviceCode: string
  /** Eight letters. */
  userCode: string
  /** Seconds. */
  expiresIn: number
  /** Seconds between two polls. */
  interval: number
}

/** How long an expired pairing is kept, so that its device is told so. Milliseconds. */
const KEPT_AFTER_EXPIRY_MS = 60 * 60 * 1000

/** Begins to pair a device that is hard to type on, by a code that is typed on another one. */
export class RequestPairing {
  async handle(input: { device: NewDevice; address: string }): Promise<PairingRequest> {
    const { pairingSeconds: expiresIn, pairingPollSeconds: interval } = factorsConfig
    const now = clock.now()
    const deviceCode = newDeviceCode()
    const userCode = newUserCode()
    await db
      .from('identity.device_pairings')
      .where('expires_at', '<', new Date(now - KEPT_AFTER_EXPIRY_MS))
      .delete()
    await db.table('identity.device_pairings').insert({
      device_code_hash: deviceCodeHash(deviceCode),
      user_code: userCode,
      device_name: input.device.name,
      device_kind: input.device.kind,
      address: input.address,
      created_at: new Date(now),
      expires_at: new Date(now + expiresIn * 1000),
      poll_interval_seconds: interval,
    })
    return { deviceCode, userCode, expiresIn, interval }
  }
}
