import { inject } from '@adonisjs/core'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import type Account from '../models/account.js'
import { FindAccount } from '../queries/find_account.js'

/**
 * Says where an account is at home, which decides what it may watch where the edge tells no
 * country. Access tokens say the old one until they are refreshed.
 */
@inject()
export class SetCountry {
  constructor(private findAccount: FindAccount) {}

  async handle(input: { accountId: AccountId; country: string | null }): Promise<Account> {
    const account = await this.findAccount.handle({ accountId: input.accountId })
    const updatedAt = DateTime.fromMillis(clock.now())
    return account.merge({ country: input.country, updatedAt }).save()
  }
}
