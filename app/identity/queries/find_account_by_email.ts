import Account from '../models/account.js'

/** The account of an e-mail, whatever its case: one query, whether there is one or not. */
export class FindAccountByEmail {
  async handle(input: { email: string }): Promise<Account | null> {
    return Account.query().whereRaw('lower(email) = lower(?)', [input.email]).first()
  }
}
