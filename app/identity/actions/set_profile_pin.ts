import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { ProfileId } from '#core/ids'
import { grantAccess } from '../access_grant.js'
import type { AccessToken } from '../access_token.js'
import { hashPassword } from '../password.js'
import type { Principal } from '../principal.js'
import { unlockUntil } from '../profile_unlock.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { FindProfile } from '../queries/find_profile.js'

/**
 * Gives a profile a PIN, another one, or none. It stays open on the device where that is done and
 * is locked on all others once their access tokens are refreshed.
 * @throws E_PROFILE_NOT_FOUND, E_REFRESH_ENDED
 */
@inject()
export class SetProfilePin {
  constructor(
    private findProfile: FindProfile,
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice
  ) {}

  async handle(input: {
    principal: Principal
    profileId: ProfileId
    /** Four digits, or null for none. */
    pin: string | null
  }): Promise<AccessToken> {
    const { principal, profileId, pin } = input
    const { accountId, deviceId } = principal
    const profile = await this.findProfile.handle({ accountId, profileId })
    const device = await this.findLiveDevice.handle({ accountId, deviceId })
    const pinHash = pin === null ? null : await hashPassword(pin)

    await db.transaction(async (trx) => {
      await profile.useTransaction(trx).merge({ pinHash }).save()
      await trx.from('identity.profile_unlocks').where('profile_id', profileId).delete()
      if (pinHash !== null) await unlockUntil(trx, deviceId, profileId)
    })
    const account = await this.findAccount.handle({ accountId })
    return grantAccess(account, device, { until: principal.confirmedUntil })
  }
}
