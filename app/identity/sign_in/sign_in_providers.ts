import type { HttpContext } from '@adonisjs/core/http'
import signInConfig from '#config/sign_in'
import { E_PROVIDER_OFF } from '../errors.js'
import { APPLE_ADDRESSES, AppleDriver, type AppleSettings } from './apple_driver.js'
import { GOOGLE_ADDRESSES, GoogleDriver, type GoogleSettings } from './google_driver.js'
import type { OpenIdDriver, ProviderName } from './openid_driver.js'

export const PROVIDERS: readonly ProviderName[] = ['google', 'apple']

export interface SignInSettings {
  google: GoogleSettings | null
  apple: AppleSettings | null
}

function configured(): SignInSettings {
  const { google, apple } = signInConfig
  return {
    google: google && {
      clientId: google.clientId,
      clientSecret: google.clientSecret.release(),
      addresses: GOOGLE_ADDRESSES,
    },
    apple: apple && {
      clientId: apple.clientId,
      teamId: apple.teamId,
      keyId: apple.keyId,
      privateKey: apple.privateKey.release(),
      addresses: APPLE_ADDRESSES,
    },
  }
}

/** The providers that viewers can sign in with here. */
export class SignInProviders {
  readonly #settings: SignInSettings

  constructor(settings: SignInSettings = configured()) {
    this.#settings = settings
  }

  /** Those that are on. */
  get names(): ProviderName[] {
    return PROVIDERS.filter((name) => this.#settings[name] !== null)
  }

  /** @throws E_PROVIDER_OFF when it is not configured, or there is no such provider */
  use(name: string, ctx: HttpContext): OpenIdDriver {
    const { google, apple } = this.#settings
    if (name === 'google' && google) return new GoogleDriver(ctx, google)
    if (name === 'apple' && apple) return new AppleDriver(ctx, apple)
    throw new E_PROVIDER_OFF()
  }
}
