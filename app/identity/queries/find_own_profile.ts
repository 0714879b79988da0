import { isId } from '#core/ids'
import { hot } from '#core/sql'
import { E_PROFILE_NOT_FOUND } from '../errors.js'
import type { Principal, PrincipalProfile } from '../principal.js'

/** By the primary key of identity.profiles. */
const profileOfAccount = hot<PrincipalProfile>(
  'identity_profile_of_account',
  `select id, kids, maturity_limit as maturity, language
     from identity.profiles
    where id = $1 and account_id = $2`
)

/**
 * Which of the caller's profiles a request is about. Profiles in the access token are found without
 * the database; a profile made after the token costs one indexed read.
 * @throws E_PROFILE_NOT_FOUND also when the profile is another account's, so that no one learns of it.
 */
export class FindOwnProfile {
  async handle(input: { principal: Principal; profileId: unknown }): Promise<PrincipalProfile> {
    const { principal, profileId } = input
    const known = principal.profiles.find((profile) => profile.id === profileId)
    if (known) return known
    if (!isId(profileId)) throw new E_PROFILE_NOT_FOUND()

    const made = await profileOfAccount.first([profileId, principal.accountId])
    if (!made) throw new E_PROFILE_NOT_FOUND()
    principal.profiles.push(made)
    return made
  }
}
