import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { ChangePassword } from '../actions/change_password.js'
import { RequestPasswordReset } from '../actions/request_password_reset.js'
import { ResetPassword } from '../actions/reset_password.js'
import { GuessLimits } from '../guess_limits.js'
import { knownDeviceOf, rememberDevice } from '../known_device.js'
import { proofGuess } from '../proof_guess.js'
import {
  changePasswordBody,
  forgotPasswordBody,
  resetPasswordBody,
} from '../validators/credentials.js'

/** A forgotten password, and a new one. */
export default class PasswordController {
  @inject()
  async forgot(ctx: HttpContext, requestReset: RequestPasswordReset, limits: GuessLimits) {
    const { email } = await validateBody(ctx, forgotPasswordBody)
    const knownDevice = knownDeviceOf(ctx, { email })
    await limits.countMail({ address: ctx.request.ip(), email, knownDevice })
    const { expiresAt } = await requestReset.handle({ email })
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.status(202).send({ expiresAt: expiresAt.toISOString() })
  }

  @inject()
  async reset(ctx: HttpContext, resetPassword: ResetPassword, limits: GuessLimits) {
    const input = await validateBody(ctx, resetPasswordBody)
    const guess = { address: ctx.request.ip(), subject: `reset ${input.resetId}` }
    const account = await limits.guard(guess, () => resetPassword.handle(input))
    // Strangers who guess at this account now must not keep its owner from logging in here.
    rememberDevice(ctx, account)
    return ctx.response.noContent()
  }

  @inject()
  async change(ctx: HttpContext, changePassword: ChangePassword, limits: GuessLimits) {
    const { keepOtherDevices = false, ...input } = await validateBody(ctx, changePasswordBody)
    const { accountId, deviceId } = ctx.principal
    await limits.guard(proofGuess(ctx), () =>
      changePassword.handle({ accountId, deviceId, keepOtherDevices, ...input })
    )
    return ctx.response.noContent()
  }
}
