import vine from '@vinejs/vine'
import type { ProfileId, TitleId } from '#core/ids'
import { pageFields } from '#core/pagination'
import { OPINIONS } from '../queries/find_title_standing.js'

export const profileParams = vine.create({ profileId: vine.string().uuid() })

export const profileTitleParams = vine.create({
  profileId: vine
    .string()
    .uuid()
    .transform((value) => value as ProfileId),
  titleId: vine
    .string()
    .uuid()
    .toLowerCase()
    .transform((value) => value as TitleId),
})

export const pageQuery = vine.create(pageFields)

export const opinionBody = vine.create({ opinion: vine.enum(OPINIONS) })

/** Whose limits apply: without a profile, the widest of the account's. */
const profileField = { profileId: vine.string().uuid().optional() }

export const listTitlesQuery = vine.create({
  ...pageFields,
  ...profileField,
  kind: vine.enum(['film', 'show'] as const).optional(),
})

export const titlePageQuery = vine.create(profileField)
