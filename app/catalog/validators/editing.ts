import vine from '@vinejs/vine'
import { CREDIT_ROLES } from '../actions/describe_title.js'

const HAS_A_LETTER = /[\p{L}\p{N}]/u

const name = () => vine.string().trim().minLength(1).maxLength(200).regex(HAS_A_LETTER)
const seconds = () => vine.number().min(0).max(86_400)
const number = () => vine.number().withoutDecimals().range([0, 9999])

const endsAfterItsStart = vine.createRule((value, _options, field) => {
  const { startSeconds } = field.parent as { startSeconds: unknown }
  if (Number(value) <= Number(startSeconds)) {
    field.report('The {{ field }} field must be after startSeconds', 'endsAfterItsStart', field)
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

const description = {
  tagline: vine.string().trim().maxLength(200).nullable().optional(),
  synopsis: vine.string().trim().maxLength(4000).nullable().optional(),
  language: vine
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .maxLength(35)
    .optional(),
  releaseYear: vine.number().withoutDecimals().range([1870, 2200]).nullable().optional(),
  maturity: vine.number().withoutDecimals().range([0, 18]).nullable().optional(),
  genres: vine.array(name().maxLength(60)).maxLength(10).optional(),
  credits: vine
    .array(
      vine.object({
        name: name(),
        role: vine.enum(CREDIT_ROLES),
        character: vine.string().trim().maxLength(200).nullable().optional(),
      })
    )
    .maxLength(200)
    .optional(),
  attribution: vine.string().trim().maxLength(500).nullable().optional(),
  skipMarkers: skipMarkers().optional(),
}

export const createTitleBody = vine.create({
  kind: vine.enum(['film', 'show'] as const),
  name: name(),
  ...description,
})

export const updateTitleBody = vine.create({ name: name().optional(), ...description })

export const createSeasonBody = vine.create({
  number: number(),
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
