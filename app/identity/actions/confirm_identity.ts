import { inject } from '@adonisjs/core'
import { grantAccess } from '../access_grant.js'
import type { AccessToken } from '../access_token.js'
import type { Principal } from '../principal.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import { ProveIdentity, type Proof } from './prove_identity.js'
import { TakeDeviceBack } from './take_device_back.js'

/**
 * Confirms that whoever holds a device owns the account: what asks for it is let through for some
 * minutes, by the access token that is answered. A device that a child had is the grown-up's again.
 * @throws E_PROOF_REQUIRED, E_WRONG_PROOF
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class ConfirmIdentity {
  constructor(
    private proveIdentity: ProveIdentity,
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice,
    private takeDeviceBack: TakeDeviceBack
  ) {}

  async handle({ principal, proof }: { principal: Principal; proof: Proof }): Promise<AccessToken> {
    const { accountId, deviceId } = principal
    const device = await this.findLiveDevice.handle({ accountId, deviceId })
    await this.proveIdentity.handle({ accountId, proof })
    const account = await this.findAccount.handle({ accountId })
    return grantAccess(account, await this.takeDeviceBack.handle({ device }), 'confirmed')
  }
}
