/**
 * What staff may do, one name per kind of action. Which roles may is said in one table by identity.
 */
export const STAFF_ABILITIES = [
  'catalogue.edit',
  'catalogue.publish',
  'catalogue.import',
  'ingest.run',
  'quality.read',
  'recommendations.read',
  'recommendations.promote',
  'accounts.inspect',
  'accounts.assist',
  'accounts.grant',
  'finance.read',
] as const

export type StaffAbility = (typeof STAFF_ABILITIES)[number]

/**
 * Who may call a route:
 * - `public`: anyone.
 * - `account`: any logged-in account.
 * - `profile`: the account that owns the profile `:profileId`.
 * - `staff:…`: an account with a role that has this ability.
 * - `play-session`: the bearer of a play session's token.
 * - `signed-url`: the bearer of a CloudFront policy for this resource.
 * - `internal`: operators; metrics and health.
 */
export type Access =
  | 'public'
  | 'account'
  | 'profile'
  | `staff:${StaffAbility}`
  | 'play-session'
  | 'signed-url'
  | 'internal'

/**
 * What a route asks of the person at the device, whose access token says only which account it is:
 * - `grown-up`: the device has not been handed to a child.
 * - `confirmed`: besides, whoever holds it has proven within the last minutes that the account is
 *   theirs, by the password or another way to log in.
 */
export type Presence = 'grown-up' | 'confirmed'
