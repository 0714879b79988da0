import type { AccessToken } from '../access_token.js'

/** A new access token for a device that keeps its refresh token. */
export function transformAccess({ token, expiresAt }: AccessToken) {
  return { accessToken: token, accessTokenExpiresAt: expiresAt.toISOString() }
}
