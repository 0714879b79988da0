import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { ConfirmIdentity } from '../actions/confirm_identity.js'
import { GuessLimits } from '../guess_limits.js'
import { proofGuess } from '../proof_guess.js'
import { transformAccess } from '../transformers/access_transformer.js'
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
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(transformAccess(access))
  }
}
