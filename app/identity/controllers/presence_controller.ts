import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody, validateParams } from '#core/http/validate'
import type { ProfileId } from '#core/ids'
import type { AccessToken } from '../access_token.js'
import { ConfirmIdentity } from '../actions/confirm_identity.js'
import { HandOverDevice } from '../actions/hand_over_device.js'
import { LockProfile } from '../actions/lock_profile.js'
import { SetProfilePin } from '../actions/set_profile_pin.js'
import { UnlockProfile } from '../actions/unlock_profile.js'
import { GuessLimits } from '../guess_limits.js'
import { pinGuess } from '../pin_guess.js'
import { proofGuess } from '../proof_guess.js'
import { transformAccess } from '../transformers/access_transformer.js'
import { pinBody, profileParams } from '../validators/requests.js'
import { proofBody } from '../validators/two_factor.js'

/** Who is at the device: the owner of the account, a profile with a PIN, or a child. */
export default class PresenceController {
  @inject()
  async confirmIdentity(ctx: HttpContext, confirmIdentity: ConfirmIdentity, limits: GuessLimits) {
    const proof = await validateBody(ctx, proofBody)
    const { principal } = ctx
    const access = await limits.guard(proofGuess(ctx), () =>
      confirmIdentity.handle({ principal, proof })
    )
    return this.#answer(ctx, access)
  }

  @inject()
  async setPin(ctx: HttpContext, setProfilePin: SetProfilePin) {
    const { pin } = await validateBody(ctx, pinBody)
    return this.#answer(ctx, await setProfilePin.handle({ ...(await this.#asked(ctx)), pin }))
  }

  @inject()
  async removePin(ctx: HttpContext, setProfilePin: SetProfilePin) {
    return this.#answer(ctx, await setProfilePin.handle({ ...(await this.#asked(ctx)), pin: null }))
  }

  @inject()
  async unlock(ctx: HttpContext, unlockProfile: UnlockProfile, limits: GuessLimits) {
    const { pin } = await validateBody(ctx, pinBody)
    const asked = await this.#asked(ctx)
    const access = await limits.guard(pinGuess(ctx.request.ip(), asked.profileId), () =>
      unlockProfile.handle({ ...asked, pin })
    )
    return this.#answer(ctx, access)
  }

  @inject()
  async lock(ctx: HttpContext, lockProfile: LockProfile) {
    return this.#answer(ctx, await lockProfile.handle(await this.#asked(ctx)))
  }

  @inject()
  async handOver(ctx: HttpContext, handOverDevice: HandOverDevice) {
    return this.#answer(ctx, await handOverDevice.handle(await this.#asked(ctx)))
  }

  async #asked(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    return { principal: ctx.principal, profileId: profileId as ProfileId }
  }

  #answer(ctx: HttpContext, access: AccessToken) {
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(transformAccess(access))
  }
}
