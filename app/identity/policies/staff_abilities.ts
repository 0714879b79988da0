import type { StaffAbility } from '#core/http/access'
import type { Role } from '../models/account.js'

/** Which roles have an ability. Admins have all of them. */
export const ROLES_WITH: Record<StaffAbility, readonly Role[]> = {
  'catalogue.edit': ['editor'],
  'catalogue.publish': ['editor'],
  'catalogue.import': ['editor'],
  'ingest.run': ['editor'],
  'quality.read': ['editor', 'support'],
  'recommendations.read': ['editor'],
  'recommendations.promote': [],
  'accounts.inspect': ['support'],
  'accounts.assist': ['support'],
  'accounts.grant': [],
  'finance.read': ['finance'],
}

/** Whether one of these roles has an ability. */
export function mayAsStaff(roles: readonly string[], ability: StaffAbility): boolean {
  return roles.some((role) => role === 'admin' || ROLES_WITH[ability].some((able) => able === role))
}
