import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { ROLES } from '../models/account.js'
import * as field from './fields.js'

/** An account made without HTTP. */
export const newAccountFields = vine.create({
  email: field.email(),
  password: field.newPassword(),
  displayName: field.profileName().optional(),
  roles: vine.array(vine.enum(ROLES)).optional(),
})

export const logInBody = vine.create({
  email: field.email(),
  password: field.givenPassword(),
  device: field.device(),
  refreshIn: field.refreshIn().optional(),
})

export const refreshBody = vine.create({
  refreshToken: vine.string().maxLength(200).optional(),
})

const profileSettings = {
  avatar: field.avatar().nullable().optional(),
  language: field.language().optional(),
  kids: vine.boolean({ strict: true }).optional(),
  maturityLimit: field.maturityLimit().optional(),
  autoplayNextEpisode: vine.boolean({ strict: true }).optional(),
  autoplayPreviews: vine.boolean({ strict: true }).optional(),
  subtitleStyle: field.subtitleStyle().nullable().optional(),
}

export const newProfileBody = vine.create({ name: field.profileName(), ...profileSettings })

export const profileChangeBody = vine.create({
  name: field.profileName().optional(),
  ...profileSettings,
})

export const pinBody = vine.create({ pin: field.pin() })

export const profileParams = vine.create({ profileId: vine.string().uuid() })
export const deviceParams = vine.create({ deviceId: vine.string().uuid() })
export const deviceListQuery = vine.create(pageFields)
export const exportListQuery = vine.create(pageFields)
export const exportParams = vine.create({ exportId: vine.string().uuid() })

export const deviceNameBody = vine.create({ name: field.deviceName() })
/** null forgets it. */
export const accountChangeBody = vine.create({ country: field.country().nullable() })
