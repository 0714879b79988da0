import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { AccountId, ProfileId } from '#core/ids'
import { E_PROFILE_NOT_FOUND } from '../errors.js'
import Profile from '../models/profile.js'
import { maturityLimitFor } from '../profile_rules.js'

export interface ProfileChange {
  accountId: AccountId
  profileId: ProfileId
  name?: string
  avatar?: string | null
  language?: string
  kids?: boolean
  /** Years of age. */
  maturityLimit?: number
}

/**
 * Changes a profile. Access tokens made before say the old limits until they are refreshed.
 * @throws E_PROFILE_NOT_FOUND
 * @throws E_INVALID_REQUEST when a kids profile asks for a higher maturity limit than kids may have.
 */
export class UpdateProfile {
  async handle({ accountId, profileId, ...change }: ProfileChange): Promise<Profile> {
    const profile = await Profile.query().where({ id: profileId, accountId }).first()
    if (!profile) throw new E_PROFILE_NOT_FOUND()

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
