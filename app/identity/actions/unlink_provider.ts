import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { E_PROVIDER_LAST, E_PROVIDER_NOT_LINKED } from '../errors.js'
import { FindLogInMethods } from '../queries/find_log_in_methods.js'

/**
 * Ends the link to a provider.
 * @throws E_PROVIDER_NOT_LINKED
 * @throws E_PROVIDER_LAST when the account has no password, no passkey and no other provider
 */
@inject()
export class UnlinkProvider {
  constructor(private findLogInMethods: FindLogInMethods) {}

  async handle({ accountId, provider }: { accountId: AccountId; provider: string }): Promise<void> {
    await db.transaction(async (trx) => {
      await trx.from('identity.accounts').where('id', accountId).forUpdate().first()
      const methods = await this.findLogInMethods.handle({ accountId })
      if (!methods.linked.some((link) => link.provider === provider)) {
        throw new E_PROVIDER_NOT_LINKED()
      }
      if (!methods.password && methods.passkeys === 0 && methods.linked.length === 1) {
        throw new E_PROVIDER_LAST({ detail: 'Set a password or add a passkey first.' })
      }
      await trx
        .from('identity.linked_providers')
        .where({ account_id: accountId, provider })
        .delete()
    })
  }
}
