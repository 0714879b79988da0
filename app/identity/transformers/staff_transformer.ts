import type Account from '../models/account.js'
import type Device from '../models/device.js'
import type { OpenedInspection } from '../actions/open_inspection.js'
import type { ListedInspection } from '../queries/list_inspections.js'
import type { LoggedDeed } from '../queries/list_staff_log.js'
import { transformPlacedDevice } from './device_transformer.js'

export function transformFoundAccount(account: Account) {
  return {
    id: account.id,
    email: account.email,
    roles: account.roles,
    createdAt: account.createdAt.toUTC().toISO(),
  }
}

export function transformInspectedAccount(account: Account, devices: readonly Device[]) {
  return {
    ...transformFoundAccount(account),
    country: account.country,
    eraseAt: account.eraseAt?.toUTC().toISO() ?? null,
    profiles: account.profiles.map(({ id, name, kids, language, maturityLimit, pinHash }) => ({
      ...{ id, name, kids, language, maturityLimit },
      hasPin: Boolean(pinHash),
    })),
    devices: devices.map(transformPlacedDevice),
  }
}

export function transformOpenedInspection({ id, reason, openedAt, closesAt }: OpenedInspection) {
  return { id, reason, openedAt: openedAt.toISOString(), closesAt: closesAt.toISOString() }
}

/** An inspection as the account's owner sees it: who looked is support, whoever that was. */
export function transformInspection(inspection: ListedInspection) {
  return {
    id: inspection.id,
    reason: inspection.reason,
    openedAt: inspection.opened_at.toISOString(),
    closesAt: inspection.closes_at.toISOString(),
    deeds: inspection.deeds.map(({ action, at, details }) => ({
      action,
      at: new Date(at).toISOString(),
      seen: details?.seen ?? [],
    })),
  }
}

export function transformDeed(deed: LoggedDeed) {
  return {
    id: deed.id,
    at: deed.at.toISOString(),
    action: deed.action,
    staffAccountId: deed.staff_account_id,
    accountId: deed.account_id,
    inspectionId: deed.inspection_id,
    reason: deed.reason,
    details: deed.details === null ? null : JSON.stringify(deed.details),
  }
}
