import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { E_ACCOUNT_NOT_FOUND } from '../errors.js'
import { refuseLastAdmin } from '../last_admin.js'
import type Account from '../models/account.js'
import type { Role } from '../models/account.js'
import { FindAccountForStaff } from '../queries/find_account_for_staff.js'
import { logStaff } from '../staff_log.js'

/**
 * Gives an account its roles; every account is a viewer besides. Access tokens say the old ones
 * until they are refreshed.
 * @throws E_ACCOUNT_NOT_FOUND
 * @throws E_LAST_ADMIN when nobody would be an admin any more
 */
@inject()
export class ChangeRoles {
  constructor(private findAccount: FindAccountForStaff) {}

  async handle(input: {
    staffAccountId: AccountId
    accountId: AccountId
    roles: readonly Role[]
    reason: string
  }): Promise<Account> {
    const { staffAccountId, accountId, reason } = input
    const roles = [...new Set<Role>(['viewer', ...input.roles])]
    await db.transaction(async (trx) => {
      if (!roles.includes('admin')) await refuseLastAdmin(trx, accountId)
      const before: { roles: Role[] } | null = await trx
        .from('identity.accounts')
        .where('id', accountId)
        .forUpdate()
        .select('roles')
        .first()
      if (!before) throw new E_ACCOUNT_NOT_FOUND()
      await trx
        .from('identity.accounts')
        .where('id', accountId)
        .update({ roles, updated_at: clock.date() })
      const details = { before: before.roles, after: roles }
      await logStaff({ action: 'roles.changed', staffAccountId, accountId, reason, details }, trx)
    })
    return this.findAccount.handle({ accountId })
  }
}
