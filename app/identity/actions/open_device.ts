import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { newId, type AccountId, type DeviceId } from '#core/ids'
import { hot } from '#core/sql'
import Device, { type DeviceKind } from '../models/device.js'
import { hashOf, newRefreshToken } from '../refresh_token.js'

export interface NewDevice {
  name: string
  kind: DeviceKind
}

/** A device, its family and the first token of that, all of them or none. */
const insertDevice = hot<Record<string, unknown>>(
  'identity.insert_device',
  `with device as (
     insert into identity.devices (id, account_id, name, kind, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5) returning *
   ), family as (
     insert into identity.refresh_families (id, device_id, created_at, expires_at)
     values ($6, $1, $5, $7)
   ), token as (
     insert into identity.refresh_tokens (token_hash, family_id, created_at) values ($8, $6, $5)
   ), kept as (
     update identity.accounts set erase_at = null
     where id = $2 and erase_at is not null and erasing_since is null
   )
   select * from device`
)

/**
 * Logs a device in: makes it, and the first refresh token of its family. Who logs in keeps an
 * account that was to be deleted. One statement, as many log in at once.
 */
export class OpenDevice {
  async handle(input: {
    accountId: AccountId
    device: NewDevice
  }): Promise<{ device: Device; refreshToken: string }> {
    const now = clock.date()
    const expiresAt = new Date(now.getTime() + identityConfig.refreshTokenSeconds * 1000)
    const refreshToken = newRefreshToken()
    const row = await insertDevice.first([
      ...[newId<DeviceId>(), input.accountId, input.device.name, input.device.kind, now],
      ...[newId(), expiresAt, hashOf(refreshToken)],
    ])
    return { device: Device.$createFromAdapterResult(row!) as Device, refreshToken }
  }
}
