import type { RedirectRequestContract } from '@adonisjs/ally/types'
import type { HttpContext } from '@adonisjs/core/http'
import { OpenIdDriver, type ProviderAddresses, type ProviderClient } from './openid_driver.js'

/** https://accounts.google.com/.well-known/openid-configuration */
export const GOOGLE_ADDRESSES: ProviderAddresses = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  keys: 'https://www.googleapis.com/oauth2/v3/certs',
  issuers: ['https://accounts.google.com', 'accounts.google.com'],
}

export interface GoogleSettings extends ProviderClient {
  clientSecret: string
}

/** Sign in with Google (developers.google.com/identity/openid-connect/openid-connect). */
export class GoogleDriver extends OpenIdDriver {
  protected readonly usesCodeChallenge = true
  protected readonly cookieSameSite = 'lax'

  constructor(ctx: HttpContext, settings: GoogleSettings) {
    super(ctx, 'google', settings, settings.clientSecret)
  }

  protected override configureRedirectRequest(request: RedirectRequestContract<string>): void {
    request.scopes(['openid', 'email', 'profile'])
    request.param('prompt', 'select_account')
  }
}
