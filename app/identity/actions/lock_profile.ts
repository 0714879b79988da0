import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { ProfileId } from '#core/ids'
import { grantAccess } from '../access_grant.js'
import type { AccessToken } from '../access_token.js'
import type { Principal } from '../principal.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { FindProfile } from '../queries/find_profile.js'

/**
 * Locks a profile on this device before its time, as when its viewer leaves the room.
 * @throws E_PROFILE_NOT_FOUND
 * @throws E_REFRESH_ENDED when the device was logged out
 */
@inject()
export class LockProfile {
  constructor(
    private findProfile: FindProfile,
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice
  ) {}

  async handle(input: { principal: Principal; profileId: ProfileId }): Promise<AccessToken> {
    const { accountId, deviceId, confirmedUntil } = input.principal
    await this.findProfile.handle({ accountId, profileId: input.profileId })
    const device = await this.findLiveDevice.handle({ accountId, deviceId })
    await db
      .from('identity.profile_unlocks')
      .where({ device_id: deviceId, profile_id: input.profileId })
      .delete()
    const account = await this.findAccount.handle({ accountId })
    return grantAccess(account, device, { until: confirmedUntil })
  }
}
