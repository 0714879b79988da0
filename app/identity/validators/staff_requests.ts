import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { ROLES } from '../models/account.js'
import * as field from './fields.js'

export const accountSearchQuery = vine.create({ email: field.email() })
export const inspectionBody = vine.create({ reason: field.reason() })
export const rolesBody = vine.create({
  roles: vine.array(vine.enum(ROLES)).maxLength(ROLES.length),
  reason: field.reason(),
})
export const staffAccountParams = vine.create({ accountId: vine.string().uuid() })
export const staffDeviceParams = vine.create({
  accountId: vine.string().uuid(),
  deviceId: vine.string().uuid(),
})
export const staffLogQuery = vine.create({
  ...pageFields,
  accountId: vine.string().uuid().optional(),
})
export const inspectionListQuery = vine.create(pageFields)
