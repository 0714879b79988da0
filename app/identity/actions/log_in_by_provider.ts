import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import {
  E_EMAIL_TAKEN,
  E_PROVIDER_ACCOUNT_EXISTS,
  E_PROVIDER_EMAIL_UNVERIFIED,
  E_PROVIDER_NOTHING_PENDING,
} from '../errors.js'
import type { LoggedIn } from '../logged_in.js'
import type Account from '../models/account.js'
import { FindAccount } from '../queries/find_account.js'
import type { ProviderIdentity } from '../sign_in/provider_identity.js'
import { spendChallenge } from '../spent_challenges.js'
import { AdmitDevice } from './admit_device.js'
import { CreateAccount } from './create_account.js'
import { linkIn } from './link_provider.js'
import type { NewDevice } from './open_device.js'

/**
 * Logs a device in whose viewer a provider vouched for: into the account that is linked, or into a
 * new one without a password. An account that has the e-mail already is not taken over: its owner
 * logs in as usual once and links it then.
 * @throws E_PROVIDER_EMAIL_UNVERIFIED, E_PROVIDER_ACCOUNT_EXISTS
 * @throws E_PROVIDER_NOTHING_PENDING when the provider's word was used before
 * @throws E_SECOND_FACTOR_REQUIRED
 */
@inject()
export class LogInByProvider {
  constructor(
    private findAccount: FindAccount,
    private createAccount: CreateAccount,
    private admitDevice: AdmitDevice
  ) {}

  async handle(input: { identity: ProviderIdentity; device: NewDevice }): Promise<LoggedIn> {
    const { identity, device } = input
    const accountId = await this.#linkedAccount(identity)
    const account = accountId
      ? await this.findAccount.handle({ accountId })
      : await this.#newAccount(identity)
    return this.admitDevice.handle({ account, device, proven: 'one factor' })
  }

  async #linkedAccount(identity: ProviderIdentity): Promise<AccountId | null> {
    return db.transaction(async (trx) => {
      const [link]: { account_id: AccountId }[] = await trx
        .from('identity.linked_providers')
        .where({ provider: identity.provider, subject: identity.subject })
        .update({
          last_used_at: clock.date(),
          ...(identity.email === null ? {} : { email: identity.email }),
        })
        .returning('account_id')
      if (!link) return null
      if (!(await spendChallenge(trx, identity))) throw new E_PROVIDER_NOTHING_PENDING()
      return link.account_id
    })
  }

  async #newAccount(identity: ProviderIdentity): Promise<Account> {
    const { email, name } = identity
    if (email === null) {
      throw new E_PROVIDER_EMAIL_UNVERIFIED({
        detail: 'Verify your e-mail with them first, or create an account with a password here.',
      })
    }
    return db.transaction(async (trx) => {
      if (!(await spendChallenge(trx, identity))) throw new E_PROVIDER_NOTHING_PENDING()
      const account = await this.createAccount
        .handle({ email, password: null, ...(name ? { displayName: name } : {}) }, trx)
        .catch(refuseTakeOver)
      await linkIn(trx, account.id, identity)
      return account
    })
  }
}

function refuseTakeOver(error: unknown): never {
  if (!(error instanceof E_EMAIL_TAKEN)) throw error
  throw new E_PROVIDER_ACCOUNT_EXISTS({
    detail:
      'There is an account with this e-mail. Log in as you usually do, and it is linked then.',
    cause: error,
  })
}
