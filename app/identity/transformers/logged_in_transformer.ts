import type { LoggedIn } from '../logged_in.js'
import { transformAccount } from './account_transformer.js'
import { transformDevice } from './device_transformer.js'
import { transformProfile } from './profile_transformer.js'

/** A log-in as it leaves over HTTP; the refresh token is null where it goes in a cookie. */
export function transformLoggedIn(loggedIn: LoggedIn, refreshIn: 'body' | 'cookie') {
  return {
    accessToken: loggedIn.accessToken,
    accessTokenExpiresAt: loggedIn.accessTokenExpiresAt.toISOString(),
    refreshToken: refreshIn === 'body' ? loggedIn.refreshToken : null,
    account: transformAccount(loggedIn.account),
    profiles: loggedIn.profiles.map(transformProfile),
    device: transformDevice(loggedIn.device),
  }
}
