import { createDecoder, createVerifier } from 'fast-jwt'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'
import { ProviderKeys } from './provider_keys.js'

/** What an ID token says of its subject (OpenID Connect Core section 2). */
export interface IdTokenClaims {
  sub: string
  email?: string
  /** Apple writes it as text at times. */
  email_verified?: boolean | 'true' | 'false'
  name?: string
}

/** What an ID token must be. */
export interface IdTokenExpectation {
  issuers: readonly string[]
  clientId: string
  nonce: string
  /** Address of the provider's keys. */
  keysUrl: string
}

interface RegisteredClaims {
  exp: number
  iat: number
  aud: string | string[]
}

const decode = createDecoder({ complete: true })

/**
 * The claims of an ID token, checked as OpenID Connect Core section 3.1.3.7 asks: signature by a key
 * of the provider (RS256 and nothing else), issuer, audience, expiry, time of issue and nonce.
 * @throws Error that says what is wrong
 */
export async function verifyIdToken(
  token: string,
  expected: IdTokenExpectation
): Promise<IdTokenClaims> {
  const { header } = decode(token) as { header: { kid?: unknown } }
  if (typeof header.kid !== 'string') throw new Error('The ID token names no key')
  const key = await ProviderKeys.at(expected.keysUrl).find(header.kid)
  if (!key) throw new Error('The ID token is signed by a key that the provider does not have')

  const verify = createVerifier({
    key,
    algorithms: ['RS256'],
    allowedIss: [...expected.issuers],
    allowedAud: expected.clientId,
    allowedNonce: expected.nonce,
    requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'nonce'],
    // Times are checked below, by the clock that tests can set.
    ignoreExpiration: true,
  })
  const claims = verify(token) as IdTokenClaims & RegisteredClaims
  refuseOtherAudiences(claims)
  refuseWrongTime(claims)
  return claims
}

/** A token that is also for others could have been handed on by them. */
function refuseOtherAudiences({ aud }: RegisteredClaims): void {
  if (Array.isArray(aud) && aud.length !== 1) throw new Error('The ID token is for others too')
}

function refuseWrongTime({ exp, iat }: RegisteredClaims): void {
  const now = clock.now() / 1000
  const leeway = factorsConfig.providerClockLeewaySeconds
  if (exp + leeway <= now) throw new Error('The ID token has expired')
  if (iat - leeway > now) throw new Error('The ID token is from the future')
}
