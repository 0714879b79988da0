import type { HttpContext } from '@adonisjs/core/http'
import viewingConfig from '#config/viewing'
import type { ProfileId } from '#core/ids'
import { FindOwnProfile, isLocked, type Principal } from '#identity'
import type { Audience } from './shared/audience.js'

/** For whom, and where, the catalogue is shown. */
export interface Viewing {
  /** Who watches; null when an account looks without naming a profile. */
  profileId: ProfileId | null
  kids: boolean
  /** Years of age. */
  maturityLimit: number
  /** ISO 3166-1 alpha-2. */
  country: string
  /** Language tags (BCP 47), best first. A title's own language is the last resort. */
  languages: readonly string[]
  /** When it is known already, cards come from memory where they can. */
  audience?: Audience
}

export type ProfileViewing = Viewing & { profileId: ProfileId }

/** The language in which a title is shown that has neither the viewer's language nor a better one. */
const LINGUA_FRANCA = 'en'

const COUNTRY = /^[A-Z]{2}$/

/** What editors see of a title: its own texts, whatever its rating. */
export const EDITORS_VIEW: Viewing = {
  profileId: null,
  kids: false,
  maturityLimit: 18,
  country: '--',
  languages: [],
}

/** Where a request comes from: as the edge says, else where the account is at home. */
export function countryOf({ request, principal }: HttpContext): string {
  const { countryHeader, defaultCountry } = viewingConfig
  const told = countryHeader ? request.header(countryHeader)?.toUpperCase() : undefined
  if (told && COUNTRY.test(told)) return told
  return (principal as Principal | undefined)?.country ?? defaultCountry
}

/** `pt-BR` is read as `pt-BR`, `pt`, and then the lingua franca (RFC 4647, 3.4: lookup). */
export function languagesFor(tag: string): string[] {
  const parts = tag.split('-')
  const ranges = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
  return [...new Set([...ranges, LINGUA_FRANCA])]
}

/** What a visitor without an account may be shown: the shell of a title's page. */
export function visitorsView(ctx: HttpContext): Viewing {
  return {
    profileId: null,
    kids: false,
    maturityLimit: 18,
    country: countryOf(ctx),
    languages: languagesFor(ctx.request.languages()[0] ?? LINGUA_FRANCA),
  }
}

/**
 * The view of one of the caller's profiles.
 * @throws E_PROFILE_NOT_FOUND when the profile is not one of the account's
 */
export async function viewingOf(ctx: HttpContext, profileId: string): Promise<ProfileViewing> {
  const profile = await new FindOwnProfile().handle({ principal: ctx.principal, profileId })
  return {
    profileId: profile.id,
    kids: profile.kids,
    maturityLimit: profile.maturity,
    country: countryOf(ctx),
    languages: languagesFor(profile.language),
  }
}

/** The view of the named profile, or without a name the widest of the account's profiles that are open here. */
export async function viewingOfAccount(
  ctx: HttpContext,
  profileId: string | undefined
): Promise<Viewing> {
  if (profileId !== undefined) return viewingOf(ctx, profileId)
  const profiles = ctx.principal.profiles.filter((profile) => !isLocked(profile))
  return {
    profileId: null,
    kids: profiles.every((profile) => profile.kids),
    maturityLimit: Math.max(0, ...profiles.map((profile) => profile.maturity)),
    country: countryOf(ctx),
    languages: languagesFor(profiles[0]?.language ?? LINGUA_FRANCA),
  }
}
