import type { AccountId } from '#core/ids'
import { E_PASSKEY_NOT_FOUND } from '../errors.js'
import Passkey, { type PasskeyId } from '../models/passkey.js'

/** @throws E_PASSKEY_NOT_FOUND also when it is another account's. */
export class RenamePasskey {
  async handle(input: {
    accountId: AccountId
    passkeyId: PasskeyId
    name: string
  }): Promise<Passkey> {
    const passkey = await Passkey.query()
      .where({ id: input.passkeyId, accountId: input.accountId })
      .first()
    if (!passkey) throw new E_PASSKEY_NOT_FOUND()
    return passkey.merge({ name: input.name }).save()
  }
}
