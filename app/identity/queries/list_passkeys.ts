import type { AccountId } from '#core/ids'
import Passkey from '../models/passkey.js'

/** The passkeys of an account, oldest first: as many as the limit at most. */
export class ListPasskeys {
  async handle({ accountId }: { accountId: AccountId }): Promise<Passkey[]> {
    return Passkey.query().where('accountId', accountId).orderBy('id')
  }
}
