import vine from '@vinejs/vine'
import { CREDIT_ROLES } from '../actions/describe_title.js'
import { EXTRA_KINDS } from '../models/title.js'

const text = () => vine.string().nullable()
const count = () => vine.number().withoutDecimals()
const uuid = () => vine.string().uuid()
const time = () => vine.string().regex(/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const state = () => vine.enum(['draft', 'published'] as const)

const missing = () => vine.array(vine.object({ field: vine.string(), message: vine.string() }))

const scheduleFailure = () => vine.object({ at: time(), missing: missing() }).nullable()

const schedule = () => ({ publishAt: time().nullable(), unpublishAt: time().nullable() })

const skipMarkers = () =>
  vine.array(
    vine.object({
      kind: vine.enum(['intro', 'recap', 'credits'] as const),
      startSeconds: vine.number(),
      endSeconds: vine.number(),
    })
  )

const artwork = () =>
  vine.object({
    ...{ poster: text(), posterSrcset: text(), posterPreview: text() },
    ...{ backdrop: text(), backdropSrcset: text(), backdropPreview: text() },
    ...{ square: text(), squareSrcset: text(), squarePreview: text() },
    ...{ banner: text(), bannerSrcset: text(), bannerPreview: text() },
    ...{ logo: text(), logoSrcset: text(), logoPreview: text() },
  })

const episode = () =>
  vine.object({
    id: uuid(),
    number: count(),
    name: vine.string(),
    synopsis: text(),
    state: state(),
    ...schedule(),
    scheduleFailure: scheduleFailure(),
    hasStream: vine.boolean(),
    playable: vine.boolean(),
    durationSeconds: vine.number().nullable(),
    skipMarkers: skipMarkers(),
    translations: vine.array(
      vine.object({ language: vine.string(), name: vine.string(), synopsis: text() })
    ),
    artwork: vine.object({ still: text(), stillSrcset: text(), stillPreview: text() }),
  })

const season = () =>
  vine.object({
    id: uuid(),
    number: count(),
    name: text(),
    translations: vine.array(vine.object({ language: vine.string(), name: vine.string() })),
    episodes: vine.array(episode()),
  })

const extra = () =>
  vine.object({
    id: uuid(),
    name: vine.string(),
    extraKind: vine.enum(EXTRA_KINDS),
    state: state(),
    ...schedule(),
    hasStream: vine.boolean(),
    durationSeconds: vine.number().nullable(),
    artwork: artwork(),
  })

export const editedTitleAnswer = vine.create({
  id: uuid(),
  version: count(),
  kind: vine.enum(['film', 'show', 'extra'] as const),
  state: state(),
  externalId: text(),
  language: vine.string(),
  name: vine.string(),
  tagline: text(),
  synopsis: text(),
  releaseYear: count().nullable(),
  maturity: count().nullable(),
  attribution: text(),
  parentId: uuid().nullable(),
  extraKind: vine.enum(EXTRA_KINDS).nullable(),
  position: count().nullable(),
  announced: vine.boolean(),
  ...schedule(),
  scheduleFailure: scheduleFailure(),
  publishedAt: time().nullable(),
  createdAt: time(),
  updatedAt: time(),
  hasStream: vine.boolean(),
  playable: vine.boolean(),
  durationSeconds: vine.number().nullable(),
  audioLanguages: vine.array(vine.string()),
  subtitleLanguages: vine.array(vine.string()),
  skipMarkers: skipMarkers(),
  genres: vine.array(vine.string()),
  tags: vine.array(vine.string()),
  credits: vine.array(
    vine.object({
      personId: uuid(),
      name: vine.string(),
      role: vine.enum(CREDIT_ROLES),
      character: text(),
    })
  ),
  translations: vine.array(
    vine.object({ language: vine.string(), name: vine.string(), tagline: text(), synopsis: text() })
  ),
  ratings: vine.array(
    vine.object({
      country: vine.string(),
      system: vine.string(),
      label: vine.string(),
      age: count(),
    })
  ),
  availability: vine.array(
    vine.object({ country: vine.string(), startsAt: time(), endsAt: time().nullable() })
  ),
  artwork: artwork(),
  missing: missing(),
  extras: vine.array(extra()),
  seasons: vine.array(season()),
})

/** The history of a title or a collection; `before` and `after` hold the fields that differ. */
export const changesAnswer = vine.create({
  items: vine.array(
    vine.object({
      id: uuid(),
      entity: vine.enum(['title', 'season', 'episode', 'collection'] as const),
      entityId: uuid(),
      accountId: uuid().nullable(),
      action: vine.string(),
      before: vine.object({}).allowUnknownProperties().nullable(),
      after: vine.object({}).allowUnknownProperties().nullable(),
      changedAt: time(),
    })
  ),
  nextCursor: text(),
})

export const staffTitleListAnswer = vine.create({
  items: vine.array(
    vine.object({
      id: uuid(),
      version: count(),
      kind: vine.enum(['film', 'show', 'extra'] as const),
      state: state(),
      name: vine.string(),
      releaseYear: count().nullable(),
      externalId: text(),
      announced: vine.boolean(),
      ...schedule(),
      scheduleFailure: scheduleFailure(),
      missing: missing(),
      poster: text(),
      posterSrcset: text(),
      posterPreview: text(),
      updatedAt: time(),
    })
  ),
  nextCursor: text(),
})

const collectionFields = {
  id: uuid(),
  version: count(),
  state: state(),
  externalId: text(),
  language: vine.string(),
  name: vine.string(),
  description: text(),
  homePosition: count().nullable(),
  createdAt: time(),
  updatedAt: time(),
}

export const editedCollectionAnswer = vine.create({
  ...collectionFields,
  translations: vine.array(
    vine.object({ language: vine.string(), name: vine.string(), description: text() })
  ),
  titles: vine.array(
    vine.object({
      id: uuid(),
      kind: vine.enum(['film', 'show', 'extra'] as const),
      name: vine.string(),
      state: state(),
      poster: text(),
      posterSrcset: text(),
      posterPreview: text(),
    })
  ),
})

export const collectionListAnswer = vine.create({
  items: vine.array(vine.object({ ...collectionFields, titleCount: count() })),
  nextCursor: text(),
})

export const ratingSystemsAnswer = vine.create({
  items: vine.array(
    vine.object({
      id: vine.string(),
      name: vine.string(),
      countries: vine.array(vine.string()),
      labels: vine.array(vine.object({ label: vine.string(), age: count() })),
    })
  ),
})

/** Genres and tags, with how many published films and shows each has. */
export const wordListAnswer = vine.create({
  items: vine.array(vine.object({ id: vine.string(), name: vine.string(), titleCount: count() })),
})

export const editedWordAnswer = vine.create({
  id: vine.string(),
  name: vine.string(),
  translations: vine.array(vine.object({ language: vine.string(), name: vine.string() })),
})

export const personListAnswer = vine.create({
  items: vine.array(vine.object({ id: uuid(), name: vine.string(), creditCount: count() })),
  nextCursor: text(),
})

export const staffPersonAnswer = vine.create({
  id: uuid(),
  name: vine.string(),
  creditCount: count(),
})
