import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import factorsConfig from '#config/factors'
import { validateBody } from '#core/http/validate'
import { DecidePairing, type PairingDecision } from '../actions/decide_pairing.js'
import { LookAtPairing } from '../actions/look_at_pairing.js'
import { RedeemPairing } from '../actions/redeem_pairing.js'
import { RequestPairing } from '../actions/request_pairing.js'
import { GuessLimits, networkOf } from '../guess_limits.js'
import { sendLoggedIn } from '../log_in_answer.js'
import { lettersOfUserCode } from '../pairing_codes.js'
import { refuseForeignOrigin } from '../refresh_cookie.js'
import {
  transformPairingRequest,
  transformPendingPairing,
} from '../transformers/pairing_transformer.js'
import { pairingPollBody, pairingRequestBody, userCodeBody } from '../validators/pairing.js'

/** Pairing a TV by a code that is typed on a phone (RFC 8628). */
export default class PairingController {
  @inject()
  async request(ctx: HttpContext, requestPairing: RequestPairing, limits: GuessLimits) {
    const { device } = await validateBody(ctx, pairingRequestBody)
    const address = ctx.request.ip()
    await limits.count('pairing', networkOf(address), factorsConfig.pairingsFromAddress)
    const request = await requestPairing.handle({ device, address })
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(transformPairingRequest(request))
  }

  @inject()
  async poll(ctx: HttpContext, redeemPairing: RedeemPairing) {
    const { device_code: deviceCode, refreshIn = 'body' } = await validateBody(ctx, pairingPollBody)
    if (refreshIn === 'cookie') refuseForeignOrigin(ctx)
    return sendLoggedIn(ctx, await redeemPairing.handle({ deviceCode }), refreshIn)
  }

  @inject()
  async look(ctx: HttpContext, lookAtPairing: LookAtPairing, limits: GuessLimits) {
    const { accountId } = ctx.principal
    const userCode = await this.#userCode(ctx)
    const pairing = await limits.guard(this.#guess(ctx), () =>
      lookAtPairing.handle({ accountId, userCode })
    )
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(transformPendingPairing(pairing, ctx.request.ip()))
  }

  @inject()
  async approve(ctx: HttpContext, decidePairing: DecidePairing, limits: GuessLimits) {
    return this.#decide(ctx, decidePairing, limits, 'approved')
  }

  @inject()
  async deny(ctx: HttpContext, decidePairing: DecidePairing, limits: GuessLimits) {
    return this.#decide(ctx, decidePairing, limits, 'denied')
  }

  async #decide(
    ctx: HttpContext,
    decidePairing: DecidePairing,
    limits: GuessLimits,
    decision: PairingDecision['decision']
  ) {
    const { principal } = ctx
    const userCode = await this.#userCode(ctx)
    await limits.guard(this.#guess(ctx), () =>
      decidePairing.handle({ principal, userCode, decision })
    )
    return ctx.response.noContent()
  }

  async #userCode(ctx: HttpContext): Promise<string> {
    const { user_code: typed } = await validateBody(ctx, userCodeBody)
    return lettersOfUserCode(typed)
  }

  #guess({ request, principal }: HttpContext) {
    return { address: request.ip(), subject: `pairing codes by ${principal.accountId}` }
  }
}
