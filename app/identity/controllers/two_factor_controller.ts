import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody } from '#core/http/validate'
import { ConfirmTwoFactor } from '../actions/confirm_two_factor.js'
import { ProveIdentity } from '../actions/prove_identity.js'
import { RenewRecoveryCodes } from '../actions/renew_recovery_codes.js'
import { SetUpTwoFactor } from '../actions/set_up_two_factor.js'
import { TurnOffTwoFactor } from '../actions/turn_off_two_factor.js'
import { GuessLimits } from '../guess_limits.js'
import { proofGuess } from '../proof_guess.js'
import { FindSecondFactors } from '../queries/find_second_factors.js'
import { transformTwoFactor } from '../transformers/two_factor_transformer.js'
import { confirmTwoFactorBody, proofBody } from '../validators/two_factor.js'

/** Two-factor log-in of the caller's account. Secrets and codes are answered once and never kept by caches. */
export default class TwoFactorController {
  @inject()
  async show(ctx: HttpContext, findSecondFactors: FindSecondFactors) {
    const { accountId } = ctx.principal
    return sendRevalidated(ctx, transformTwoFactor(await findSecondFactors.handle({ accountId })))
  }

  @inject()
  async setUp(ctx: HttpContext, setUp: SetUpTwoFactor) {
    const { accountId } = ctx.principal
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.created(await setUp.handle({ accountId }))
  }

  @inject()
  async confirm(ctx: HttpContext, confirmTwoFactor: ConfirmTwoFactor, limits: GuessLimits) {
    const { principal } = ctx
    const { code } = await validateBody(ctx, confirmTwoFactorBody)
    const recoveryCodes = await limits.guard(proofGuess(ctx), () =>
      confirmTwoFactor.handle({ principal, code })
    )
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send({ recoveryCodes })
  }

  @inject()
  async renewRecoveryCodes(ctx: HttpContext, renew: RenewRecoveryCodes) {
    const { principal } = ctx
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.created({ recoveryCodes: await renew.handle({ principal }) })
  }

  /** Asks for a proof of its own: whoever can do this needs one factor less from then on. */
  @inject()
  async turnOff(
    ctx: HttpContext,
    prove: ProveIdentity,
    turnOff: TurnOffTwoFactor,
    limits: GuessLimits
  ) {
    const { accountId } = ctx.principal
    const proof = await validateBody(ctx, proofBody)
    await limits.guard(proofGuess(ctx), () => prove.handle({ accountId, proof }))
    await turnOff.handle({ accountId })
    return ctx.response.noContent()
  }
}
