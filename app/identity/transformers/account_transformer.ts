import type Account from '../models/account.js'
import { transformProfile } from './profile_transformer.js'

export function transformAccount(account: Account) {
  const { id, email, roles, emailVerifiedAt } = account
  return { id, email, emailVerified: Boolean(emailVerifiedAt), roles }
}

/** The account with its profiles, which must be loaded. */
export function transformAccountWithProfiles(account: Account) {
  return {
    ...transformAccount(account),
    country: account.country,
    profiles: account.profiles.map(transformProfile),
  }
}
