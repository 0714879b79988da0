import type { AccountId, ProfileId } from '#core/ids'
import { E_PROFILE_NOT_FOUND } from '../errors.js'
import Profile from '../models/profile.js'

/**
 * One profile of an account, as it is now.
 * @throws E_PROFILE_NOT_FOUND
 */
export class FindProfile {
  async handle(input: { accountId: AccountId; profileId: ProfileId }): Promise<Profile> {
    const { accountId, profileId } = input
    const profile = await Profile.query().where({ id: profileId, accountId }).first()
    if (!profile) throw new E_PROFILE_NOT_FOUND()
    return profile
  }
}
