import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import type { PersonId, TitleId } from '#core/ids'
import { CREDIT_ROLES } from '../actions/describe_title.js'
import { EXTRA_KINDS } from '../models/title.js'
import { NEEDED_FIELDS } from '../publication.js'
import { language } from './identifiers.js'

/** Has a letter or a digit, and no NUL, which PostgreSQL cannot keep. */
const READABLE = /^(?=[^\0]*[\p{L}\p{N}])[^\0]*$/u

export const name = () => vine.string().trim().minLength(1).maxLength(200).regex(READABLE)
const seconds = () => vine.number().min(0).max(86_400)
export const number = () => vine.number().withoutDecimals().range([0, 9999])

const endsAfterItsStart = vine.createRule((value, _options, field) => {
  const { startSeconds } = field.parent as { startSeconds: unknown }
  if (Number(value) <= Number(startSeconds)) {
    field.report('The {{ field }} field must be after startSeconds', 'endsAfterItsStart', field)
  }
})

const realTime = vine.createRule((value, _options, field) => {
  if (Number.isNaN(Date.parse(value as string))) {
    field.report('The {{ field }} field must be a time', 'realTime', field)
  }
})

const closesAfterItsOpening = vine.createRule((value, _options, field) => {
  const { startsAt } = field.parent as { startsAt: unknown }
  if (Date.parse(value as string) <= Date.parse(String(startsAt))) {
    field.report('The {{ field }} field must be after startsAt', 'closesAfterItsOpening', field)
  }
})

const skipMarkers = () =>
  vine
    .array(
      vine.object({
        kind: vine.enum(['intro', 'recap', 'credits'] as const),
        startSeconds: seconds(),
        endSeconds: seconds().use(endsAfterItsStart()),
      })
    )
    .maxLength(20)

/** A time with its zone (ISO 8601), years 1970 to 9999. */
export const time = () =>
  vine
    .string()
    .regex(/^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/)
    .use(realTime())

/** A text of an editor. PostgreSQL keeps every character but NUL. */
export const words = (most: number) =>
  vine
    .string()
    .trim()
    .maxLength(most)
    .regex(/^[^\0]*$/)

export const tagline = () => words(200).nullable().optional()
export const synopsis = () => words(4000).nullable().optional()
const country = () => vine.string().regex(/^[A-Z]{2}$/)
const countryOrAll = () => vine.string().regex(/^([A-Z]{2}|\*)$/)
const externalId = () =>
  vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(200)
    .regex(/^[^\0]*$/)
    .nullable()
    .optional()

export const description = {
  tagline: tagline(),
  synopsis: synopsis(),
  language: language().optional(),
  releaseYear: vine.number().withoutDecimals().range([1870, 2200]).nullable().optional(),
  maturity: vine.number().withoutDecimals().range([0, 18]).nullable().optional(),
  genres: vine.array(name().maxLength(60)).maxLength(10).optional(),
  tags: vine.array(name().maxLength(60)).maxLength(50).optional(),
  credits: vine
    .array(
      vine.object({
        personId: vine.string().uuid().toLowerCase().optional(),
        name: name(),
        role: vine.enum(CREDIT_ROLES),
        character: words(200).nullable().optional(),
      })
    )
    .maxLength(200)
    .optional(),
  attribution: words(500).nullable().optional(),
  announced: vine.boolean({ strict: true }).optional(),
  externalId: externalId(),
  ratings: vine
    .array(
      vine.object({
        country: country(),
        system: vine.string().maxLength(20),
        label: vine.string().maxLength(20),
      })
    )
    .maxLength(100)
    .optional(),
  availability: vine
    .array(
      vine.object({
        country: countryOrAll(),
        startsAt: time(),
        endsAt: time().use(closesAfterItsOpening()).nullable(),
      })
    )
    .maxLength(500)
    .optional(),
  skipMarkers: skipMarkers().optional(),
}

export const createTitleBody = vine.create({
  kind: vine.enum(['film', 'show'] as const),
  name: name(),
  ...description,
})

export const updateTitleBody = vine.create({
  name: name().optional(),
  extraKind: vine.enum(EXTRA_KINDS).optional(),
  ...description,
})

export const createExtraBody = vine.create({
  extraKind: vine.enum(EXTRA_KINDS),
  name: name(),
  ...description,
})

export const orderExtrasBody = vine.create({
  titleIds: vine
    .array(
      vine
        .string()
        .uuid()
        .toLowerCase()
        .transform((id) => id as TitleId)
    )
    .maxLength(1000),
})

export const titleTextsBody = vine.create({
  name: name(),
  tagline: tagline(),
  synopsis: synopsis(),
})
export const nameBody = vine.create({ name: name() })
export const wordBody = vine.create({ name: name().maxLength(60) })
export const episodeTextsBody = vine.create({ name: name(), synopsis: synopsis() })

export const scheduleBody = vine.create({
  publishAt: time().nullable(),
  unpublishAt: time().nullable(),
})

export const createSeasonBody = vine.create({
  number: number(),
  name: name().nullable().optional(),
})

export const updateSeasonBody = vine.create({
  number: number().optional(),
  name: name().nullable().optional(),
})

export const createEpisodeBody = vine.create({
  number: number(),
  name: name(),
  synopsis: description.synopsis,
  skipMarkers: description.skipMarkers,
})

export const updateEpisodeBody = vine.create({
  number: number().optional(),
  name: name().optional(),
  synopsis: description.synopsis,
  skipMarkers: description.skipMarkers,
})

const collection = {
  description: words(1000).nullable().optional(),
  language: language().optional(),
  externalId: externalId(),
  homePosition: number().nullable().optional(),
  titleIds: vine
    .array(
      vine
        .string()
        .uuid()
        .toLowerCase()
        .transform((id) => id as TitleId)
    )
    .distinct()
    .maxLength(500)
    .optional(),
}

export const createCollectionBody = vine.create({ name: name(), ...collection })
export const updateCollectionBody = vine.create({ name: name().optional(), ...collection })
export const collectionTextsBody = vine.create({
  name: name(),
  description: words(1000).nullable().optional(),
})

export const mergePersonBody = vine.create({
  intoPersonId: vine
    .string()
    .uuid()
    .toLowerCase()
    .transform((id) => id as PersonId),
})

/** What editors look for. Only NUL cannot be in a text. */
const sought = () =>
  vine
    .string()
    .trim()
    .maxLength(100)
    .regex(/^[^\0]*$/)
    .optional()

export const staffTitlesQuery = vine.create({
  ...pageFields,
  state: vine.enum(['draft', 'published'] as const).optional(),
  kind: vine.enum(['film', 'show', 'extra'] as const).optional(),
  missing: vine.enum(['any', 'none', ...NEEDED_FIELDS] as string[]).optional(),
  schedule: vine.enum(['any', 'failed'] as const).optional(),
  text: sought(),
})

export const staffListQuery = vine.create({ ...pageFields, text: sought() })
export const changesQuery = vine.create(pageFields)
