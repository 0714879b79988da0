import Account from '../models/account.js'
import { inOrderMade } from './find_profiles.js'

/** The account of an e-mail, whatever its case, with its profiles. */
export class FindAccountByEmail {
  async handle(input: { email: string }): Promise<Account | null> {
    return Account.query()
      .whereRaw('lower(email) = lower(?)', [input.email])
      .preload('profiles', inOrderMade)
      .first()
  }
}
