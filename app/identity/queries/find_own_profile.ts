import { isId } from '#core/ids'
import { hot } from '#core/sql'
import { E_PROFILE_NOT_FOUND } from '../errors.js'
import { refuseLocked } from '../presence.js'
import type { Principal, PrincipalProfile } from '../principal.js'

/** By the primary keys of identity.profiles and identity.profile_unlocks. */
const profileOfAccount = hot<PrincipalProfile & { lockedFrom: number | null }>(
  'identity_profile_of_account',
  `select p.id, p.kids, p.maturity_limit as maturity, p.language,
          case when p.pin_hash is null then null
               else coalesce(extract(epoch from u.unlocked_until)::int, 0) end as "lockedFrom"
     from identity.profiles p
     left join identity.profile_unlocks u on u.profile_id = p.id and u.device_id = $3
    where p.id = $1 and p.account_id = $2`
)

/**
 * Which of the caller's profiles a request is about. Profiles in the access token are found without
 * the database; a profile made after the token costs one indexed read. On a device that was handed
 * to a child there is one profile only.
 * @throws E_PROFILE_NOT_FOUND also when the profile is another account's, so that no one learns of it.
 * @throws E_PROFILE_LOCKED when it has a PIN that was not given on this device lately.
 */
export class FindOwnProfile {
  async handle(input: { principal: Principal; profileId: unknown }): Promise<PrincipalProfile> {
    const { principal, profileId } = input
    const profile =
      principal.profiles.find(({ id }) => id === profileId) ??
      (await this.#madeSince(principal, profileId))
    refuseLocked(profile)
    return profile
  }

  async #madeSince(principal: Principal, profileId: unknown): Promise<PrincipalProfile> {
    const { accountId, deviceId } = principal
    if (!isId(profileId) || principal.kidsMode) throw new E_PROFILE_NOT_FOUND()
    const made = await profileOfAccount.first([profileId, accountId, deviceId])
    if (!made) throw new E_PROFILE_NOT_FOUND()
    const { lockedFrom, ...profile } = made
    const known = lockedFrom === null ? profile : { ...profile, lockedFrom }
    principal.profiles.push(known)
    return known
  }
}
