import { isId } from '#core/ids'
import { E_ACCOUNT_NOT_FOUND } from '../errors.js'
import Account from '../models/account.js'
import { inOrderMade } from './find_profiles.js'

/**
 * An account that staff ask about, with its profiles.
 * @throws E_ACCOUNT_NOT_FOUND
 */
export class FindAccountForStaff {
  async handle({ accountId }: { accountId: unknown }): Promise<Account> {
    const account = isId(accountId)
      ? await Account.query().where('id', accountId).preload('profiles', inOrderMade).first()
      : null
    if (!account) throw new E_ACCOUNT_NOT_FOUND()
    return account
  }
}
