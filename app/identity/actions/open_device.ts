import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import { newId, type AccountId } from '#core/ids'
import Device, { type DeviceKind } from '../models/device.js'
import { hashOf, newRefreshToken } from '../refresh_token.js'

export interface NewDevice {
  name: string
  kind: DeviceKind
}

/**
 * Logs a device in: makes it, and the first refresh token of its family. Who logs in keeps an
 * account that was to be deleted.
 */
export class OpenDevice {
  async handle(input: {
    accountId: AccountId
    device: NewDevice
  }): Promise<{ device: Device; refreshToken: string }> {
    const now = clock.date()
    const expiresAt = new Date(now.getTime() + identityConfig.refreshTokenSeconds * 1000)
    const seen = DateTime.fromJSDate(now)
    const refreshToken = newRefreshToken()
    const familyId = newId()

    const device = await db.transaction(async (trx) => {
      const opened = await Device.create(
        {
          id: newId(),
          accountId: input.accountId,
          name: input.device.name,
          kind: input.device.kind,
          createdAt: seen,
          lastSeenAt: seen,
        },
        { client: trx }
      )
      await trx.table('identity.refresh_families').insert({
        id: familyId,
        device_id: opened.id,
        created_at: now,
        expires_at: expiresAt,
      })
      await trx.table('identity.refresh_tokens').insert({
        token_hash: hashOf(refreshToken),
        family_id: familyId,
        created_at: now,
      })
      await trx
        .from('identity.accounts')
        .where('id', input.accountId)
        .whereNotNull('erase_at')
        .whereNull('erasing_since')
        .update({ erase_at: null })
      return opened
    })
    return { device, refreshToken }
  }
}
