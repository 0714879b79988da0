import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { ConfirmRegistration } from '../actions/confirm_registration.js'
import { RequestRegistration } from '../actions/request_registration.js'
import { GuessLimits } from '../guess_limits.js'
import { knownDeviceOf } from '../known_device.js'
import { sendLoggedIn } from '../log_in_answer.js'
import { mailedSecret } from '../mailed_secret.js'
import { refuseForeignOrigin } from '../refresh_cookie.js'
import { confirmRegistrationBody, registerBody } from '../validators/credentials.js'

/** Registering, which a mail completes. */
export default class RegistrationController {
  @inject()
  async request(ctx: HttpContext, requestRegistration: RequestRegistration, limits: GuessLimits) {
    const input = await validateBody(ctx, registerBody)
    const { email } = input
    const knownDevice = knownDeviceOf(ctx, { email })
    await limits.countMail({ address: ctx.request.ip(), email, knownDevice })
    const { id, expiresAt } = await requestRegistration.handle(input)
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.status(202).send({ registrationId: id, expiresAt: expiresAt.toISOString() })
  }

  @inject()
  async confirm(ctx: HttpContext, confirmRegistration: ConfirmRegistration, limits: GuessLimits) {
    const body = await validateBody(ctx, confirmRegistrationBody)
    const { refreshIn = 'body', registrationId, password, device } = body
    if (refreshIn === 'cookie') refuseForeignOrigin(ctx)
    const input = { registrationId, secret: mailedSecret(body), password, device }
    const guess = { address: ctx.request.ip(), subject: `registration ${registrationId}` }
    const loggedIn = await limits.guard(guess, () => confirmRegistration.handle(input))
    ctx.response.status(201)
    return sendLoggedIn(ctx, loggedIn, refreshIn)
  }
}
