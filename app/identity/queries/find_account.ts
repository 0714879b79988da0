import type { AccountId } from '#core/ids'
import { E_TOKEN_INVALID } from '../errors.js'
import Account from '../models/account.js'
import { inOrderMade } from './find_profiles.js'

/**
 * The caller's account with its profiles, oldest first.
 * @throws E_TOKEN_INVALID when the account is gone while its token still lives.
 */
export class FindAccount {
  async handle(input: { accountId: AccountId }): Promise<Account> {
    const account = await Account.query()
      .where('id', input.accountId)
      .preload('profiles', inOrderMade)
      .first()
    if (!account) throw new E_TOKEN_INVALID()
    return account
  }
}
