import { appUrl } from '#config/app'
import type { PairingRequest } from '../actions/request_pairing.js'
import type { PendingPairing } from '../actions/look_at_pairing.js'
import { networkOf } from '../guess_limits.js'
import { shownUserCode } from '../pairing_codes.js'

/** The answer to a device that wants to be paired, in the names of RFC 8628 section 3.2. */
export function transformPairingRequest(request: PairingRequest) {
  const userCode = shownUserCode(request.userCode)
  const page = new URL('/pair', appUrl).href
  return {
    device_code: request.deviceCode,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?code=${userCode}`,
    expires_in: request.expiresIn,
    interval: request.interval,
  }
}

/** What a viewer at `address` sees of a device that asks. */
export function transformPendingPairing(pairing: PendingPairing, address: string) {
  return {
    device: { name: pairing.deviceName, kind: pairing.deviceKind },
    address: pairing.address,
    sameNetwork: networkOf(pairing.address) === networkOf(address),
    requestedAt: pairing.requestedAt.toISOString(),
    expiresAt: pairing.expiresAt.toISOString(),
  }
}
