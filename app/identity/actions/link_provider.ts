import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import {
  E_PROVIDER_EMAIL_DIFFERS,
  E_PROVIDER_LINKED,
  E_PROVIDER_NOTHING_PENDING,
  E_PROVIDER_TAKEN,
} from '../errors.js'
import { tellOfLogInChange } from '../log_in_change_notice.js'
import type { Principal } from '../principal.js'
import { FindAccount } from '../queries/find_account.js'
import { FindLiveDevice } from '../queries/find_live_device.js'
import type { ProviderIdentity } from '../sign_in/provider_identity.js'
import { spendChallenge } from '../spent_challenges.js'

/** Lets a person of a provider log in to an account, in a transaction of the caller. */
export async function linkIn(
  trx: TransactionClientContract,
  accountId: AccountId,
  { provider, subject, email }: ProviderIdentity
): Promise<void> {
  await trx
    .table('identity.linked_providers')
    .insert({ provider, subject, account_id: accountId, email, created_at: clock.date() })
    .catch((error: { constraint?: string }) => {
      if (error.constraint === 'linked_providers_pkey') {
        throw new E_PROVIDER_TAKEN({ cause: error })
      }
      if (error.constraint === 'linked_providers_one_each') {
        throw new E_PROVIDER_LINKED({ cause: error })
      }
      throw error
    })
}

/**
 * Links a provider's person to the account that is logged in, whose e-mail the provider must have
 * verified to be theirs.
 * @throws E_PROVIDER_EMAIL_DIFFERS also when the provider has verified none
 * @throws E_PROVIDER_TAKEN when it is linked to another account, E_PROVIDER_LINKED
 * @throws E_PROVIDER_NOTHING_PENDING when the provider's word was used before
 * @throws E_REFRESH_ENDED when the device was logged out since its token was issued
 */
@inject()
export class LinkProvider {
  constructor(
    private findAccount: FindAccount,
    private findLiveDevice: FindLiveDevice
  ) {}

  async handle(input: { principal: Principal; identity: ProviderIdentity }): Promise<void> {
    const { identity } = input
    const { accountId, deviceId } = input.principal
    await this.findLiveDevice.handle({ accountId, deviceId })
    const account = await this.findAccount.handle({ accountId })
    if (identity.email?.toLowerCase() !== account.email.toLowerCase()) {
      throw new E_PROVIDER_EMAIL_DIFFERS({
        detail: `Only an account there whose verified e-mail is ${account.email} can be linked.`,
      })
    }
    await db.transaction(async (trx) => {
      if (!(await spendChallenge(trx, identity))) throw new E_PROVIDER_NOTHING_PENDING()
      await linkIn(trx, accountId, identity)
    })
    await tellOfLogInChange(accountId, `${identity.provider}-linked`)
  }
}
