import vine from '@vinejs/vine'
import type { PersonId, ProfileId, TitleId } from '#core/ids'
import { pageFields } from '#core/pagination'
import { OPINIONS } from '../queries/find_title_standing.js'
import { TITLE_SORTS } from '../queries/list_titles.js'

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

/** The id of a genre or a tag: its name in small letters, digits and hyphens. */
const wordId = () =>
  vine
    .string()
    .maxLength(100)
    .regex(/^[\p{L}\p{N}-]+$/u)

export const comingQuery = vine.create({ ...pageFields, ...profileField })

export const listTitlesQuery = vine.create({
  ...pageFields,
  ...profileField,
  kind: vine.enum(['film', 'show'] as const).optional(),
  genre: wordId().optional(),
  tag: wordId().optional(),
  personId: vine
    .string()
    .uuid()
    .transform((value) => value as PersonId)
    .optional(),
  sort: vine.enum(TITLE_SORTS).optional(),
})

export const titlePageQuery = vine.create(profileField)
