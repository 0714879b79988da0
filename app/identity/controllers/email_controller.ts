import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { ConfirmEmailChange } from '../actions/confirm_email_change.js'
import { RequestEmailChange } from '../actions/request_email_change.js'
import { GuessLimits } from '../guess_limits.js'
import { knownDeviceOf, rememberDevice } from '../known_device.js'
import { mailedSecret } from '../mailed_secret.js'
import { changeEmailBody, confirmEmailBody } from '../validators/credentials.js'

/** The e-mail of the caller's account. */
export default class EmailController {
  @inject()
  async requestChange(ctx: HttpContext, requestChange: RequestEmailChange, limits: GuessLimits) {
    const { email } = await validateBody(ctx, changeEmailBody)
    const { accountId } = ctx.principal
    await limits.countMail({
      address: ctx.request.ip(),
      email,
      knownDevice: knownDeviceOf(ctx, { accountId }),
    })
    const { id, expiresAt } = await requestChange.handle({ accountId, email })
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.status(202).send({ changeId: id, expiresAt: expiresAt.toISOString() })
  }

  @inject()
  async confirmChange(ctx: HttpContext, confirmChange: ConfirmEmailChange, limits: GuessLimits) {
    const body = await validateBody(ctx, confirmEmailBody)
    const { accountId } = ctx.principal
    const { changeId } = body
    const input = { accountId, changeId, secret: mailedSecret(body) }
    const guess = { address: ctx.request.ip(), subject: `e-mail change ${changeId}` }
    const account = await limits.guard(guess, () => confirmChange.handle(input))
    rememberDevice(ctx, account)
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send({ email: account.email, emailVerified: true })
  }
}
