import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { ProfileId } from '#core/ids'
import { E_PROFILE_NOT_FOUND } from '../errors.js'
import Profile from '../models/profile.js'
import { refuseKidsDevice, refuseUnconfirmed } from '../presence.js'
import type { Principal } from '../principal.js'
import { maturityLimitFor } from '../profile_rules.js'
import type { ProfileSettings } from '../profile_settings.js'

export interface ProfileChange extends ProfileSettings {
  principal: Principal
  profileId: ProfileId
  name?: string
}

/**
 * Changes a profile. Access tokens made before say the old limits until they are refreshed. What a
 * child must not change (a limit, kids mode, and everything of a kids profile) is for the owner of
 * the account, confirmed; how one's own profile looks and plays is for whoever uses it.
 * @throws E_PROFILE_NOT_FOUND
 * @throws E_KIDS_DEVICE, E_CONFIRMATION_REQUIRED
 * @throws E_INVALID_REQUEST when a kids profile asks for a higher maturity limit than kids may have.
 */
export class UpdateProfile {
  async handle({ principal, profileId, ...change }: ProfileChange): Promise<Profile> {
    const { accountId } = principal
    const profile = await Profile.query().where({ id: profileId, accountId }).first()
    if (!profile) throw new E_PROFILE_NOT_FOUND()
    if (isForGrownUps(profile, change)) {
      refuseKidsDevice(principal)
      refuseUnconfirmed(principal)
    }
    const kids = change.kids ?? profile.kids
    const maturityLimit = maturityLimitFor({
      kids,
      asked: change.maturityLimit,
      current: profile.maturityLimit,
    })
    const updatedAt = DateTime.fromMillis(clock.now())
    return profile.merge({ ...change, kids, maturityLimit, updatedAt }).save()
  }
}

function isForGrownUps(profile: Profile, { kids, maturityLimit }: ProfileSettings): boolean {
  return (
    profile.kids ||
    (kids !== undefined && kids !== profile.kids) ||
    (maturityLimit !== undefined && maturityLimit !== profile.maturityLimit)
  )
}
