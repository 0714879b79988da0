import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { E_PROOF_REQUIRED, E_WRONG_PROOF } from '../errors.js'
import { verifyPassword } from '../password.js'
import { FindAccount } from '../queries/find_account.js'
import { FindSecondFactors } from '../queries/find_second_factors.js'
import { useSecondFactorCode } from '../second_factor_code.js'

/** What a viewer gives again before a change by which somebody could take the account over. */
export interface Proof {
  password?: string
  /** A one-time password or a recovery code, as typed. */
  code?: string
}

/**
 * Makes sure that who asks for a change of how to log in is the viewer, and not somebody who found
 * the device open. An account that has neither password nor two-factor log-in has nothing to ask for.
 * @throws E_PROOF_REQUIRED when nothing was given, E_WRONG_PROOF when it is wrong.
 */
@inject()
export class ProveIdentity {
  constructor(
    private findAccount: FindAccount,
    private findSecondFactors: FindSecondFactors
  ) {}

  async handle({ accountId, proof }: { accountId: AccountId; proof: Proof }): Promise<void> {
    const { passwordHash } = await this.findAccount.handle({ accountId })
    if (proof.password !== undefined && passwordHash) {
      if (await verifyPassword(passwordHash, proof.password)) return
      throw new E_WRONG_PROOF()
    }
    const { onSince } = await this.findSecondFactors.handle({ accountId })
    if (proof.code !== undefined && onSince) {
      const { code } = proof
      if (await db.transaction((trx) => useSecondFactorCode(trx, accountId, code))) return
      throw new E_WRONG_PROOF()
    }
    if (passwordHash || onSince) throw new E_PROOF_REQUIRED()
  }
}
