import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { FindAccount } from './find_account.js'
import { FindSecondFactors } from './find_second_factors.js'

export interface LinkedProvider {
  provider: string
  email: string
  created_at: Date
}

/** The ways in which somebody can log in to an account. */
export interface LogInMethods {
  password: boolean
  passkeys: number
  linked: LinkedProvider[]
}

@inject()
export class FindLogInMethods {
  constructor(
    private findAccount: FindAccount,
    private findSecondFactors: FindSecondFactors
  ) {}

  async handle({ accountId }: { accountId: AccountId }): Promise<LogInMethods> {
    const [account, { passkeys }, linked] = await Promise.all([
      this.findAccount.handle({ accountId }),
      this.findSecondFactors.handle({ accountId }),
      db.from('identity.linked_providers').where('account_id', accountId).orderBy('created_at'),
    ])
    return { password: account.passwordHash !== null, passkeys, linked }
  }
}
