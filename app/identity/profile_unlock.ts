import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { DeviceId, ProfileId } from '#core/ids'

/**
 * Opens a profile on a device for the configured time. It is kept with the device's log-in, so that
 * a refresh in the middle of a film does not lock the profile.
 */
export async function unlockUntil(
  trx: TransactionClientContract,
  deviceId: DeviceId,
  profileId: ProfileId
): Promise<void> {
  const until = new Date(clock.now() + identityConfig.profileUnlockSeconds * 1000)
  await trx.rawQuery(
    `insert into identity.profile_unlocks (device_id, profile_id, unlocked_until)
     values (?, ?, ?)
     on conflict (device_id, profile_id) do update set unlocked_until = excluded.unlocked_until`,
    [deviceId, profileId, until]
  )
}
