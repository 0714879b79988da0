import { grantAccess, profilesOn, type Confirmation } from './access_grant.js'
import type Account from './models/account.js'
import type Device from './models/device.js'
import type Profile from './models/profile.js'

/** What a device gets when it registers, logs in or refreshes. */
export interface LoggedIn {
  account: Account
  profiles: Profile[]
  device: Device
  accessToken: string
  accessTokenExpiresAt: Date
  refreshToken: string
}

/** Completes a log-in with a new access token. `account` has its profiles loaded. */
export async function loggedIn(
  account: Account,
  device: Device,
  refreshToken: string,
  confirmation: Confirmation
): Promise<LoggedIn> {
  const { token, expiresAt } = await grantAccess(account, device, confirmation)
  return {
    account,
    profiles: profilesOn(device, account.profiles),
    device,
    accessToken: token,
    accessTokenExpiresAt: expiresAt,
    refreshToken,
  }
}
