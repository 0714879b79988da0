import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { LONGEST_SEARCH_CURSOR } from '../search/seen.js'
import { text, titleCard } from './answers.js'

/** Longer than any name; what is longer still is refused and never cut in silence. */
const LONGEST_QUERY = 500
const KINDS = ['film', 'show', 'episode', 'person', 'collection'] as const

const kind = () => vine.enum(KINDS)
const queryText = () => vine.string().trim().minLength(1).maxLength(LONGEST_QUERY)
const profileId = () => vine.string().uuid().optional()

export const searchQuery = vine.create({
  q: queryText(),
  profileId: profileId(),
  kind: kind().optional(),
  genre: vine
    .string()
    .maxLength(60)
    .regex(/^[\p{L}\p{N}-]+$/u)
    .optional(),
  year: vine.number().withoutDecimals().range([1870, 2200]).optional(),
  decade: vine.number().withoutDecimals().range([1870, 2200]).optional(),
  language: vine
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .maxLength(35)
    .optional(),
  ...pageFields,
  cursor: vine.string().maxLength(LONGEST_SEARCH_CURSOR).optional(),
})

export const suggestionsQuery = vine.create({ q: queryText(), profileId: profileId() })

const episode = () =>
  vine.object({
    id: vine.string().uuid(),
    titleId: vine.string().uuid(),
    name: vine.string(),
    showName: vine.string(),
    seasonNumber: vine.number(),
    episodeNumber: vine.number(),
    durationSeconds: vine.number().nullable(),
    maturity: vine.number().nullable(),
    artwork: vine.object({ still: text(), stillSrcset: text(), stillPreview: text() }),
    playable: vine.boolean(),
  })

const found = () =>
  vine.object({
    kind: kind(),
    id: vine.string().uuid(),
    name: vine.string(),
    title: titleCard().nullable(),
    season: vine.object({ id: vine.string().uuid(), number: vine.number() }).nullable(),
    episode: episode().nullable(),
    knownFor: vine.array(titleCard()),
    matched: vine
      .object({
        field: vine.enum(['name', 'translation', 'person', 'character', 'genre', 'tag'] as const),
        text: vine.string(),
        highlights: vine.array(vine.object({ start: vine.number(), end: vine.number() })),
      })
      .nullable(),
  })

const facet = () =>
  vine.array(vine.object({ value: vine.string(), name: vine.string(), count: vine.number() }))

export const searchAnswer = vine.create({
  items: vine.array(found()),
  nextCursor: text(),
  total: vine.number(),
  atLeast: vine.boolean(),
  facets: vine.object({
    kind: facet(),
    genre: facet(),
    decade: facet(),
    audioLanguage: facet(),
  }),
  correction: text(),
  instead: vine
    .object({
      reason: vine.enum(['related', 'popular'] as const),
      items: vine.array(found()),
    })
    .nullable(),
})

export const suggestionsAnswer = vine.create({
  items: vine.array(
    vine.object({
      kind: vine.enum(['film', 'show', 'person', 'collection'] as const),
      id: vine.string().uuid(),
      name: vine.string(),
      alias: text(),
      title: titleCard().nullable(),
    })
  ),
})
