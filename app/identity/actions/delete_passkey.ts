import type { AccountId } from '#core/ids'
import { E_PASSKEY_NOT_FOUND } from '../errors.js'
import Passkey, { type PasskeyId } from '../models/passkey.js'

/**
 * Forgets a passkey: it lets nobody in from now on.
 * @throws E_PASSKEY_NOT_FOUND also when it is another account's.
 */
export class DeletePasskey {
  async handle(input: { accountId: AccountId; passkeyId: PasskeyId }): Promise<void> {
    const deleted: unknown = await Passkey.query()
      .where({ id: input.passkeyId, accountId: input.accountId })
      .delete()
    const [count] = deleted as [number]
    if (count === 0) throw new E_PASSKEY_NOT_FOUND()
  }
}
