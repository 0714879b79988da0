import { inject } from '@adonisjs/core'
import type { ProfileId } from '#core/ids'
import { grantAccess } from '../access_grant.js'
import type { AccessToken } from '../access_token.js'
import { E_PROFILE_NOT_FOR_KIDS } from '../errors.js'
import type { Principal } from '../principal.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { FindProfile } from '../queries/find_profile.js'

/**
 * Hands a device to a child: from now on its access tokens know this kids profile only, no role and
 * no account setting. A grown-up takes it back by confirming who they are, or by their profile's PIN.
 * @throws E_PROFILE_NOT_FOUND, E_PROFILE_NOT_FOR_KIDS
 * @throws E_REFRESH_ENDED when the device was logged out
 */
@inject()
export class HandOverDevice {
  constructor(
    private findProfile: FindProfile,
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice
  ) {}

  async handle(input: { principal: Principal; profileId: ProfileId }): Promise<AccessToken> {
    const { accountId, deviceId } = input.principal
    const profile = await this.findProfile.handle({ accountId, profileId: input.profileId })
    if (!profile.kids) {
      throw new E_PROFILE_NOT_FOR_KIDS({ detail: 'Choose a kids profile, or make one first.' })
    }
    const device = await this.findLiveDevice.handle({ accountId, deviceId })
    await device.merge({ kidsProfileId: profile.id }).save()
    return grantAccess(await this.findAccount.handle({ accountId }), device, 'unconfirmed')
  }
}
