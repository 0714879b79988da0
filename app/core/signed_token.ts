import { createHmac } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import tokens from '#config/tokens'
import { clock } from '#core/clock'

export type TokenRefusal = 'expired' | 'invalid'

interface RegisteredClaims {
  /** Seconds since 1970. */
  exp: number
}

/**
 * Tokens of one purpose (JWT, RFC 7519, HS256), checked without a database. Each purpose has a key
 * of its own, derived from the master secret, so that a token made for one is refused by all others.
 * Signatures are made on the spot: Web Crypto would hand these few microseconds to the thread pool,
 * where they wait behind the hashing of passwords.
 */
export class SignedToken<Claims extends object> {
  readonly #sign: (payload: object) => string
  readonly #verify: (token: string) => Claims & RegisteredClaims

  constructor(readonly purpose: string) {
    const key = createHmac('sha256', tokens.secret.release()).update(`token:${purpose}`).digest()
    const { issuer } = tokens
    this.#sign = createSigner({ key, algorithm: 'HS256', iss: issuer, aud: purpose })
    // Expiry is checked here, by the clock that tests can set.
    this.#verify = createVerifier({
      key,
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: purpose,
      requiredClaims: ['exp'],
      ignoreExpiration: true,
    })
  }

  /** Signs `claims` for `lifetimeSeconds`. */
  async sign(claims: Claims, lifetimeSeconds: number): Promise<string> {
    const iat = Math.floor(clock.now() / 1000)
    return this.#sign({ ...claims, iat, exp: iat + lifetimeSeconds })
  }

  /** The claims of a token, or why it is refused. */
  async verify(
    token: string
  ): Promise<
    | { claims: Claims & RegisteredClaims; refusal?: undefined }
    | { claims?: undefined; refusal: TokenRefusal }
  > {
    try {
      const claims = this.#verify(token)
      if (claims.exp <= Math.floor(clock.now() / 1000)) return { refusal: 'expired' }
      return { claims }
    } catch {
      return { refusal: 'invalid' }
    }
  }
}

/** The token in `Authorization: Bearer …` (RFC 6750), if there is one. */
export function bearerToken(authorization: string | undefined): string | null {
  const match = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')
  return match?.[1] ?? null
}
