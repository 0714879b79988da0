import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { validateBody } from '#core/http/validate'
import { ProblemError } from '#core/problem'
import { EndDevice } from '../actions/end_device.js'
import { LogIn } from '../actions/log_in.js'
import { RefreshAccess } from '../actions/refresh_access.js'
import { E_REFRESH_INVALID } from '../errors.js'
import { GuessLimits } from '../guess_limits.js'
import { knownDeviceOf } from '../known_device.js'
import { sendLoggedIn, sendTokens } from '../log_in_answer.js'
import { clearRefreshCookie, readRefreshCookie, refuseForeignOrigin } from '../refresh_cookie.js'
import { logInBody, refreshBody } from '../validators/requests.js'

export default class AuthController {
  @inject()
  async logIn(ctx: HttpContext, logIn: LogIn, limits: GuessLimits) {
    const { refreshIn = 'body', ...input } = await validateBody(ctx, logInBody)
    if (refreshIn === 'cookie') refuseForeignOrigin(ctx)
    const { email } = input
    const guess = {
      address: ctx.request.ip(),
      subject: `password of ${email}`,
      knownDevice: knownDeviceOf(ctx, { email }),
    }
    const loggedIn = await limits.guard(guess, () => logIn.handle(input))
    return sendLoggedIn(ctx, loggedIn, refreshIn)
  }

  @inject()
  async refresh(ctx: HttpContext, refreshAccess: RefreshAccess) {
    const { refreshToken: inBody } = await validateBody(ctx, refreshBody)
    if (inBody !== undefined) {
      return sendTokens(ctx, await refreshAccess.handle({ refreshToken: inBody }), 'body')
    }
    refuseForeignOrigin(ctx)
    const inCookie = readRefreshCookie(ctx)
    if (inCookie === null) throw new E_REFRESH_INVALID()
    const loggedIn = await refreshAccess.handle({ refreshToken: inCookie }).catch((error) => {
      if (error instanceof ProblemError && error.status === 401) clearRefreshCookie(ctx)
      throw error
    })
    return sendTokens(ctx, loggedIn, 'cookie')
  }

  @inject()
  async logOut(ctx: HttpContext, endDevice: EndDevice) {
    const { accountId, deviceId } = ctx.principal
    await endDevice.handle({ accountId, deviceId, reason: 'logged-out' })
    clearRefreshCookie(ctx)
    return ctx.response.noContent()
  }
}
