import { randomBytes } from 'node:crypto'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { AccountId, DeviceId, ProfileId } from '#core/ids'
import { SignedToken } from '#core/signed_token'
import type { Principal, PrincipalProfile } from './principal.js'

/** Short names keep the token, which is sent with every request, small. */
interface AccessClaims {
  sub: AccountId
  /** Device. */
  did: DeviceId
  /** Roles. */
  rol: string[]
  /** Profiles: id, 1 for kids, maturity limit in years of age, language, when locked. */
  pro: [ProfileId, 0 | 1, number, string, number?][]
  /** Until when the owner is known to be there: seconds since 1970. */
  cfm?: number
  /** The device is a child's. */
  kid?: 1
  /** Country of the account. */
  cty?: string
  jti: string
}

export const accessTokens = new SignedToken<AccessClaims>('access')

export interface AccessTokenGrant {
  accountId: AccountId
  deviceId: DeviceId
  roles: readonly string[]
  profiles: readonly PrincipalProfile[]
  country?: string | null
  /** Seconds since 1970. */
  confirmedUntil?: number
  kidsMode?: boolean
}

export interface AccessToken {
  token: string
  expiresAt: Date
}

/**
 * Signs an access token. It is checked without the database, so what it says (roles, profiles and
 * their limits) holds until it expires, even if the account changes or the device is ended.
 */
export async function issueAccessToken(grant: AccessTokenGrant): Promise<AccessToken> {
  const lifetimeSeconds = identityConfig.accessTokenSeconds
  const issuedAtSeconds = Math.floor(clock.now() / 1000)
  const token = await accessTokens.sign(
    {
      sub: grant.accountId,
      did: grant.deviceId,
      rol: [...grant.roles],
      pro: grant.profiles.map(({ id, kids, maturity, language, lockedFrom }) => [
        id,
        kids ? 1 : 0,
        maturity,
        language,
        ...(lockedFrom === undefined ? ([] as const) : ([lockedFrom] as const)),
      ]),
      jti: randomBytes(9).toString('base64url'),
      ...(grant.country ? { cty: grant.country } : {}),
      ...(grant.confirmedUntil ? { cfm: grant.confirmedUntil } : {}),
      ...(grant.kidsMode ? { kid: 1 } : {}),
    },
    lifetimeSeconds
  )
  return { token, expiresAt: new Date((issuedAtSeconds + lifetimeSeconds) * 1000) }
}

/** Who an access token speaks for. */
export function principalOf(claims: AccessClaims): Principal {
  return {
    accountId: claims.sub,
    deviceId: claims.did,
    roles: claims.rol,
    tokenId: claims.jti,
    country: claims.cty ?? null,
    profiles: claims.pro.map(([id, kids, maturity, language, lockedFrom]) => ({
      id,
      kids: kids === 1,
      maturity,
      language,
      ...(lockedFrom === undefined ? {} : { lockedFrom }),
    })),
    confirmedUntil: claims.cfm ?? 0,
    kidsMode: claims.kid === 1,
  }
}
