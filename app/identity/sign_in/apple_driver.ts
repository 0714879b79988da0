import type { RedirectRequestContract } from '@adonisjs/ally/types'
import type { HttpContext } from '@adonisjs/core/http'
import { createSigner } from 'fast-jwt'
import { clock } from '#core/clock'
import { OpenIdDriver, type ProviderAddresses, type ProviderClient } from './openid_driver.js'

/** https://appleid.apple.com/.well-known/openid-configuration */
export const APPLE_ADDRESSES: ProviderAddresses = {
  authorize: 'https://appleid.apple.com/auth/authorize',
  token: 'https://appleid.apple.com/auth/token',
  keys: 'https://appleid.apple.com/auth/keys',
  issuers: ['https://appleid.apple.com'],
}

export interface AppleSettings extends ProviderClient {
  teamId: string
  keyId: string
  /** PEM. */
  privateKey: string
}

const AUDIENCE = 'https://appleid.apple.com'
const CLIENT_SECRET_SECONDS = 5 * 60

/**
 * The client secret that Apple asks for: a JWT of the team, signed by ES256
 * (developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret).
 */
function clientSecretOf({ clientId, teamId, keyId, privateKey }: AppleSettings): string {
  const iat = Math.floor(clock.now() / 1000)
  const sign = createSigner({ key: privateKey, algorithm: 'ES256', kid: keyId })
  return sign({ iss: teamId, iat, exp: iat + CLIENT_SECRET_SECONDS, aud: AUDIENCE, sub: clientId })
}

/**
 * Sign in with Apple (developer.apple.com/documentation/signinwithapplerestapi). Asked for name and
 * e-mail, Apple comes back by a form; it tells the name once, beside the token, in the field `user`.
 */
export class AppleDriver extends OpenIdDriver {
  protected readonly usesCodeChallenge = false
  protected readonly cookieSameSite = 'none'

  constructor(ctx: HttpContext, settings: AppleSettings) {
    super(ctx, 'apple', settings, clientSecretOf(settings))
  }

  protected override configureRedirectRequest(request: RedirectRequestContract<string>): void {
    request.scopes(['name', 'email'])
    request.param('response_mode', 'form_post')
  }

  /** The name is the viewer's own word and is only ever shown back to them. */
  protected override nameOf(): string {
    const given: unknown = this.ctx.request.input('user')
    if (typeof given !== 'string') return ''
    try {
      const { name } = JSON.parse(given) as { name?: { firstName?: unknown } }
      return typeof name?.firstName === 'string' ? name.firstName : ''
    } catch {
      return ''
    }
  }
}
