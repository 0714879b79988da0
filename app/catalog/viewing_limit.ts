import type { HttpContext } from '@adonisjs/core/http'
import { FindOwnProfile } from '#identity'

/**
 * The maturity limit, in years, that a request is under: that of the named profile, or without a
 * name the widest of the account's profiles.
 * @throws E_PROFILE_NOT_FOUND when the profile is not one of the account's
 */
export async function maturityLimitOf(
  { principal }: HttpContext,
  profileId: string | undefined
): Promise<number> {
  if (profileId === undefined) {
    return Math.max(0, ...principal.profiles.map((profile) => profile.maturity))
  }
  return (await new FindOwnProfile().handle({ principal, profileId })).maturity
}
