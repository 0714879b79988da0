import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'

export const profileParams = vine.create({ profileId: vine.string().uuid() })

/** Whose limits apply: without a profile, the widest of the account's. */
const profileField = { profileId: vine.string().uuid().optional() }

export const listTitlesQuery = vine.create({
  ...pageFields,
  ...profileField,
  kind: vine.enum(['film', 'show'] as const).optional(),
})

export const titlePageQuery = vine.create(profileField)
