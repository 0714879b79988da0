import { createHmac } from 'node:crypto'
import { SignJWT, jwtVerify, errors as joseErrors, type JWTPayload } from 'jose'
import tokens from '#config/tokens'
import { clock } from '#core/clock'

export type TokenRefusal = 'expired' | 'invalid'

/**
 * Tokens of one purpose (JWT, RFC 7519, HS256), checked without a database. Each purpose has a key
 * of its own, derived from the master secret, so that a token made for one is refused by all others.
 */
export class SignedToken<Claims extends object> {
  readonly #key: Uint8Array

  constructor(readonly purpose: string) {
    this.#key = createHmac('sha256', tokens.secret.release()).update(`token:${purpose}`).digest()
  }

  /** Signs `claims` for `lifetimeSeconds`. */
  async sign(claims: Claims, lifetimeSeconds: number): Promise<string> {
    const issuedAt = Math.floor(clock.now() / 1000)
    return new SignJWT(claims as JWTPayload)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(tokens.issuer)
      .setAudience(this.purpose)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(this.#key)
  }

  /** The claims of a token, or why it is refused. */
  async verify(
    token: string
  ): Promise<
    { claims: Claims; refusal?: undefined } | { claims?: undefined; refusal: TokenRefusal }
  > {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: tokens.issuer,
        audience: this.purpose,
        currentDate: clock.date(),
      })
      return { claims: payload as unknown as Claims }
    } catch (error) {
      return { refusal: error instanceof joseErrors.JWTExpired ? 'expired' : 'invalid' }
    }
  }
}

/** The token in `Authorization: Bearer …` (RFC 6750), if there is one. */
export function bearerToken(authorization: string | undefined): string | null {
  const match = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')
  return match?.[1] ?? null
}
