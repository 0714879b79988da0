import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Oauth2Driver } from '@adonisjs/ally'
import type { AllyUserContract, ApiRequestContract, Oauth2AccessToken } from '@adonisjs/ally/types'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import factorsConfig from '#config/factors'
import { verifyIdToken, type IdTokenClaims } from './id_token.js'

export type ProviderName = 'google' | 'apple'

/** Where a provider listens, and by which names it signs. */
export interface ProviderAddresses {
  authorize: string
  token: string
  keys: string
  issuers: readonly string[]
}

export interface ProviderClient {
  clientId: string
  addresses: ProviderAddresses
}

/** Why a viewer goes to a provider, and where to on this site afterwards. */
export interface Errand {
  intent: 'log-in' | 'link'
  next: string
}

/** What the browser keeps while its viewer is at the provider, so that only it can come back. */
interface Attempt extends Errand {
  state: string
  nonce: string
  codeVerifier: string
}

export type ProviderToken = Oauth2AccessToken & { id_token?: string }

function random(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Signing in by OpenID Connect (authorization code flow), on ally's OAuth 2 driver, which by itself
 * knows neither nonce nor ID tokens. State, nonce and code verifier are in one encrypted cookie for
 * the provider's addresses here; it is taken back when the viewer returns.
 */
export abstract class OpenIdDriver extends Oauth2Driver<ProviderToken, string> {
  protected stateCookieName: string
  protected stateParamName = 'state'
  protected errorParamName = 'error'
  protected codeParamName = 'code'
  protected scopeParamName = 'scope'
  protected scopesSeparator = ' '
  protected override authorizeUrl: string
  protected override accessTokenUrl: string

  /** Whether the provider takes a code challenge (RFC 7636). */
  protected abstract readonly usesCodeChallenge: boolean
  /** `none` where the provider comes back by a form that it posts from its own site. */
  protected abstract readonly cookieSameSite: 'lax' | 'none'

  #attempt: Attempt | null = null

  constructor(
    ctx: HttpContext,
    readonly name: ProviderName,
    readonly client: ProviderClient,
    clientSecret: string
  ) {
    super(ctx, {
      clientId: client.clientId,
      clientSecret,
      callbackUrl: new URL(`/auth/${name}/callback`, appUrl).href,
    })
    this.stateCookieName = `flixflow_${name}`
    this.authorizeUrl = client.addresses.authorize
    this.accessTokenUrl = client.addresses.token
  }

  /** Sends the viewer to the provider. */
  async begin(errand: Errand): Promise<void> {
    this.#attempt = { ...errand, state: random(), nonce: random(), codeVerifier: random() }
    this.ctx.response.encryptedCookie(this.stateCookieName, this.#attempt, {
      ...this.#cookieScope(),
      maxAge: factorsConfig.providerAttemptSeconds,
    })
    const { state, nonce } = this.#attempt
    const url = await this.redirectUrl((request) => {
      request.param('response_type', 'code').param('state', state).param('nonce', nonce)
    })
    this.ctx.response.header('cache-control', 'no-store')
    this.ctx.response.redirect(url)
  }

  /** Takes the cookie back, and answers what the viewer went for, or null without a cookie. */
  return(): Errand | null {
    this.loadState()
    return this.#attempt
  }

  protected override loadState(): void {
    const attempt: unknown = this.ctx.request.encryptedCookie(this.stateCookieName)
    this.ctx.response.clearCookie(this.stateCookieName, this.#cookieScope())
    this.#attempt = isAttempt(attempt) ? attempt : null
  }

  override stateMisMatch(): boolean {
    const given: unknown = this.ctx.request.input(this.stateParamName)
    return !this.#attempt || typeof given !== 'string' || !same(this.#attempt.state, given)
  }

  protected override getPkceCodeVerifierForRedirect(): string | null {
    return this.usesCodeChallenge && this.#attempt ? this.#attempt.codeVerifier : null
  }

  protected override getPkceCodeVerifierForAccessToken(): string | null {
    return this.getPkceCodeVerifierForRedirect()
  }

  accessDenied(): boolean {
    return ['access_denied', 'user_cancelled_authorize'].includes(this.getError() ?? '')
  }

  /**
   * Who came back, by the ID token that the code was exchanged for.
   * @throws Error when state, code or token is wrong
   */
  async user(
    callback?: (request: ApiRequestContract) => void
  ): Promise<AllyUserContract<ProviderToken>> {
    const token = await this.accessToken(callback)
    if (!token.id_token || !this.#attempt) throw new Error('The provider sent no ID token')
    const claims = await verifyIdToken(token.id_token, {
      issuers: this.client.addresses.issuers,
      clientId: this.client.clientId,
      keysUrl: this.client.addresses.keys,
      nonce: this.#attempt.nonce,
    })
    const name = this.nameOf(claims)
    return {
      id: claims.sub,
      nickName: name,
      name,
      email: claims.email ?? null,
      emailVerificationState: isVerified(claims) ? 'verified' : 'unverified',
      avatarUrl: null,
      token,
      original: claims,
    }
  }

  userFromToken(): never {
    throw new Error('Who signs in is known by the ID token only')
  }

  /** What to call the viewer, or nothing. */
  protected nameOf(claims: IdTokenClaims): string {
    return claims.name ?? ''
  }

  #cookieScope() {
    const sameSite = this.cookieSameSite
    return {
      path: `/auth/${this.name}`,
      httpOnly: true,
      sameSite,
      ...(sameSite === 'none' ? { secure: true } : {}),
    }
  }
}

function isVerified({ email, email_verified: verified }: IdTokenClaims): boolean {
  return typeof email === 'string' && (verified === true || verified === 'true')
}

function isAttempt(value: unknown): value is Attempt {
  return typeof value === 'object' && value !== null && 'state' in value && 'nonce' in value
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
