import { issueAccessToken } from './access_token.js'
import type Account from './models/account.js'
import type Device from './models/device.js'
import type Profile from './models/profile.js'
import type { PrincipalProfile } from './principal.js'

/** What a device gets when it registers, logs in or refreshes. */
export interface LoggedIn {
  account: Account
  profiles: Profile[]
  device: Device
  accessToken: string
  accessTokenExpiresAt: Date
  refreshToken: string
}

export function principalProfile(profile: Profile): PrincipalProfile {
  const { id, kids, maturityLimit, language } = profile
  return { id, kids, maturity: maturityLimit, language }
}

/** Completes a log-in with a new access token. `account` has its profiles loaded. */
export async function loggedIn(
  account: Account,
  device: Device,
  refreshToken: string
): Promise<LoggedIn> {
  const { token, expiresAt } = await issueAccessToken({
    accountId: account.id,
    deviceId: device.id,
    roles: account.roles,
    profiles: account.profiles.map(principalProfile),
    country: account.country,
  })
  return {
    account,
    profiles: account.profiles,
    device,
    accessToken: token,
    accessTokenExpiresAt: expiresAt,
    refreshToken,
  }
}
