import { inject } from '@adonisjs/core'
import type { AccountId } from '#core/ids'
import { MAX_LIMIT } from '#core/pagination'
import type Account from '../models/account.js'
import type Device from '../models/device.js'
import { FindAccountForStaff } from '../queries/find_account_for_staff.js'
import { FindOpenInspection } from '../queries/find_open_inspection.js'
import { ListDevices } from '../queries/list_devices.js'
import { logStaff } from '../staff_log.js'

/** What support sees of an account; nothing of what is watched. */
const SEEN = ['email', 'roles', 'country', 'profiles', 'devices']

/**
 * Shows an account to staff who have an inspection open. Each look is in the log with what was seen.
 * @throws E_ACCOUNT_NOT_FOUND, E_INSPECTION_REQUIRED
 */
@inject()
export class InspectAccount {
  constructor(
    private findAccount: FindAccountForStaff,
    private findOpenInspection: FindOpenInspection,
    private listDevices: ListDevices
  ) {}

  async handle(input: {
    staffAccountId: AccountId
    accountId: AccountId
  }): Promise<{ account: Account; devices: Device[] }> {
    const { staffAccountId, accountId } = input
    const account = await this.findAccount.handle({ accountId })
    const inspectionId = await this.findOpenInspection.handle(input)
    const details = { seen: SEEN }
    await logStaff({ action: 'account.viewed', staffAccountId, accountId, inspectionId, details })
    const { items } = await this.listDevices.handle({ accountId, limit: MAX_LIMIT })
    return { account, devices: items }
  }
}
