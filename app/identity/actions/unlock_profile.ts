import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { ProfileId } from '#core/ids'
import { grantAccess } from '../access_grant.js'
import type { AccessToken } from '../access_token.js'
import { E_PROFILE_NOT_FOUND, E_PROFILE_WITHOUT_PIN, E_WRONG_PIN } from '../errors.js'
import { verifyPassword } from '../password.js'
import type { Principal } from '../principal.js'
import { unlockUntil } from '../profile_unlock.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { TakeDeviceBack } from './take_device_back.js'

/**
 * Opens a profile with its PIN on the device that asks, for the configured time. A grown-up's PIN
 * also takes a device back that was handed to a child.
 * @throws E_PROFILE_NOT_FOUND, E_PROFILE_WITHOUT_PIN, E_WRONG_PIN
 * @throws E_REFRESH_ENDED when the device was logged out
 */
@inject()
export class UnlockProfile {
  constructor(
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice,
    private takeDeviceBack: TakeDeviceBack
  ) {}

  async handle(input: {
    principal: Principal
    profileId: ProfileId
    pin: string
  }): Promise<AccessToken> {
    const { accountId, deviceId, confirmedUntil } = input.principal
    const account = await this.findAccount.handle({ accountId })
    const profile = account.profiles.find(({ id }) => id === input.profileId)
    if (!profile) throw new E_PROFILE_NOT_FOUND()
    const device = await this.findLiveDevice.handle({ accountId, deviceId })
    if (!profile.pinHash) throw new E_PROFILE_WITHOUT_PIN({ detail: 'This profile is open.' })
    if (!(await verifyPassword(profile.pinHash, input.pin))) {
      throw new E_WRONG_PIN({ detail: 'This is not the PIN of this profile.' })
    }
    await db.transaction((trx) => unlockUntil(trx, deviceId, profile.id))
    const held = profile.kids ? device : await this.takeDeviceBack.handle({ device })
    return grantAccess(account, held, { until: confirmedUntil })
  }
}
