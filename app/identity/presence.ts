import { clock } from '#core/clock'
import { E_CONFIRMATION_REQUIRED, E_KIDS_DEVICE, E_PROFILE_LOCKED } from './errors.js'
import type { Principal, PrincipalProfile } from './principal.js'

/**
 * What the access token says of the person at the device. All of it is in the token, so no request
 * reads the database to know it:
 * - a profile with a PIN is locked until the PIN is given on this device (`profile_lock.ts`);
 * - a device that was handed to a child knows one kids profile and no account (`kids mode`);
 * - an account's owner is confirmed for some minutes after logging in, or after proving it again.
 */
function hasPassed(secondsSince1970: number): boolean {
  return clock.now() >= secondsSince1970 * 1000
}

export function isLocked({ lockedFrom }: Pick<PrincipalProfile, 'lockedFrom'>): boolean {
  return lockedFrom !== undefined && hasPassed(lockedFrom)
}

/** @throws E_PROFILE_LOCKED */
export function refuseLocked(profile: PrincipalProfile): void {
  if (isLocked(profile)) {
    throw new E_PROFILE_LOCKED({ detail: 'Write the PIN of this profile to go on.' })
  }
}

/** @throws E_KIDS_DEVICE */
export function refuseKidsDevice({ kidsMode }: Pick<Principal, 'kidsMode'>): void {
  if (kidsMode) {
    throw new E_KIDS_DEVICE({ detail: 'Ask a grown-up to take this device back first.' })
  }
}

/** @throws E_CONFIRMATION_REQUIRED */
export function refuseUnconfirmed({ confirmedUntil }: Pick<Principal, 'confirmedUntil'>): void {
  if (hasPassed(confirmedUntil)) {
    throw new E_CONFIRMATION_REQUIRED({ detail: 'Write your password again to go on.' })
  }
}
