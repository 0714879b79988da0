import type { AccountId } from '#core/ids'
import Profile from '../models/profile.js'

interface Ordered {
  orderBy(column: string): Ordered
}

/** Profiles are shown in the order in which they were made. */
export function inOrderMade(query: Ordered): void {
  query.orderBy('created_at').orderBy('id')
}

/** The profiles of an account. */
export class FindProfiles {
  async handle(input: { accountId: AccountId }): Promise<Profile[]> {
    return Profile.query().where('accountId', input.accountId).orderBy('createdAt').orderBy('id')
  }
}
