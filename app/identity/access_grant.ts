import db from '@adonisjs/lucid/services/db'
import identityConfig from '#config/identity'
import { clock } from '#core/clock'
import type { DeviceId, ProfileId } from '#core/ids'
import { issueAccessToken, type AccessToken } from './access_token.js'
import type Account from './models/account.js'
import type Device from './models/device.js'
import type Profile from './models/profile.js'
import type { PrincipalProfile } from './principal.js'

/**
 * Whether whoever holds the device has just proven that the account is theirs, or until when an
 * earlier proof holds, in seconds since 1970.
 */
export type Confirmation = 'confirmed' | 'unconfirmed' | { until: number }

/**
 * The access token of a device as things stand now: with the profiles that are open on it, and no
 * more than one kids profile, and no role, while a child has it. `account` has its profiles loaded.
 */
export async function grantAccess(
  account: Account,
  device: Device,
  confirmation: Confirmation
): Promise<AccessToken> {
  const kidsMode = device.kidsProfileId !== null && device.kidsProfileId !== undefined
  return issueAccessToken({
    accountId: account.id,
    deviceId: device.id,
    roles: kidsMode ? ['viewer'] : account.roles,
    profiles: await openOn(device, profilesOn(device, account.profiles)),
    country: account.country,
    confirmedUntil: kidsMode ? 0 : confirmedUntil(confirmation),
    kidsMode,
  })
}

/** The profiles that a device may show: all, or a child's. */
export function profilesOn(device: Device, profiles: readonly Profile[]): Profile[] {
  if (!device.kidsProfileId) return [...profiles]
  return profiles.filter(({ id }) => id === device.kidsProfileId)
}

async function openOn(device: Device, profiles: readonly Profile[]): Promise<PrincipalProfile[]> {
  const anyLocked = profiles.some(({ pinHash }) => pinHash)
  const unlocks = anyLocked ? await unlocksOn(device.id) : new Map<ProfileId, Date>()
  return profiles.map((profile) => {
    const { id, kids, maturityLimit, language } = profile
    const known = { id, kids, maturity: maturityLimit, language }
    if (!profile.pinHash) return known
    return { ...known, lockedFrom: secondsOf(unlocks.get(id)?.getTime() ?? 0) }
  })
}

async function unlocksOn(deviceId: DeviceId): Promise<Map<ProfileId, Date>> {
  const unlocks: { profile_id: ProfileId; unlocked_until: Date }[] = await db
    .from('identity.profile_unlocks')
    .where('device_id', deviceId)
  return new Map(unlocks.map((unlock) => [unlock.profile_id, unlock.unlocked_until]))
}

function confirmedUntil(confirmation: Confirmation): number {
  if (confirmation === 'unconfirmed') return 0
  if (confirmation === 'confirmed') return secondsOf(clock.now()) + identityConfig.confirmedSeconds
  return confirmation.until
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1000)
}
