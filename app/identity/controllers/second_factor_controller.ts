import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import factorsConfig from '#config/factors'
import { validateBody } from '#core/http/validate'
import { CompleteSecondFactor } from '../actions/complete_second_factor.js'
import { GuessLimits } from '../guess_limits.js'
import { knownDeviceOf } from '../known_device.js'
import { sendLoggedIn } from '../log_in_answer.js'
import { refuseForeignOrigin } from '../refresh_cookie.js'
import { readSecondFactorChallenge } from '../second_factor_challenge.js'
import { secondFactorBody } from '../validators/two_factor.js'

/** The second step of a log-in. */
export default class SecondFactorController {
  @inject()
  async complete(ctx: HttpContext, complete: CompleteSecondFactor, limits: GuessLimits) {
    const { refreshIn = 'body', code, device, ...body } = await validateBody(ctx, secondFactorBody)
    if (refreshIn === 'cookie') refuseForeignOrigin(ctx)
    const challenge = await readSecondFactorChallenge(body.challenge)
    const { accountId, passwordFingerprint } = challenge
    const knower = `${accountId} ${passwordFingerprint}`
    await limits.count('second factor', knower, factorsConfig.codesAtAccount)
    const guess = {
      address: ctx.request.ip(),
      subject: `second factor of ${accountId}`,
      knownDevice: knownDeviceOf(ctx, { accountId }),
    }
    const loggedIn = await limits.guard(guess, () => complete.handle({ challenge, code, device }))
    return sendLoggedIn(ctx, loggedIn, refreshIn)
  }
}
