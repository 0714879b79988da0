import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import factorsConfig from '#config/factors'
import { validateBody } from '#core/http/validate'
import { LogInByPasskey } from '../actions/log_in_by_passkey.js'
import { sendLoggedIn } from '../log_in_answer.js'
import { logInChallenges } from '../passkey_challenge.js'
import { refuseForeignOrigin } from '../refresh_cookie.js'
import { relyingParty } from '../relying_party.js'
import { passkeyLogInBody } from '../validators/passkeys.js'

/** Logging in by a passkey. */
export default class PasskeyLogInController {
  /** No passkey is named, so the browser offers those that it has, and nobody learns who has which. */
  async options({ response }: HttpContext) {
    const options = await generateAuthenticationOptions({
      rpID: relyingParty.id,
      challenge: await logInChallenges.issue(),
      timeout: factorsConfig.passkeyChallengeSeconds * 1000,
      userVerification: 'required',
    })
    response.header('cache-control', 'no-store')
    return response.send({ options })
  }

  @inject()
  async logIn(ctx: HttpContext, logInByPasskey: LogInByPasskey) {
    const { refreshIn = 'body', ...input } = await validateBody(ctx, passkeyLogInBody)
    if (refreshIn === 'cookie') refuseForeignOrigin(ctx)
    return sendLoggedIn(ctx, await logInByPasskey.handle(input), refreshIn)
  }
}
