import type { AccountId } from '#core/ids'
import Account from '../models/account.js'

/** Where accounts are at home (ISO 3166-1 alpha-2), of those that have said so. One query. */
export class CountriesOfAccounts {
  async handle(input: { accountIds: readonly AccountId[] }): Promise<Map<AccountId, string>> {
    if (input.accountIds.length === 0) return new Map()
    const accounts = await Account.query()
      .select('id', 'country')
      .whereIn('id', [...input.accountIds])
      .whereNotNull('country')
    return new Map(accounts.map(({ id, country }) => [id, country!]))
  }
}
