import vine from '@vinejs/vine'

export const text = () => vine.string().nullable()
const kind = () => vine.enum(['film', 'show'] as const)
const state = () => vine.enum(['draft', 'published'] as const)

const titleArtwork = () =>
  vine.object({
    poster: text(),
    posterSrcset: text(),
    posterPreview: text(),
    backdrop: text(),
    backdropSrcset: text(),
    backdropPreview: text(),
  })

export const titleCardFields = {
  id: vine.string().uuid(),
  kind: kind(),
  name: vine.string(),
  tagline: text(),
  releaseYear: vine.number().nullable(),
  maturity: vine.number().nullable(),
  genres: vine.array(vine.string()),
  durationSeconds: vine.number().nullable(),
  artwork: titleArtwork(),
  playable: vine.boolean(),
  availableFrom: text(),
}

export const titleCard = () => vine.object(titleCardFields)

export const titleListAnswer = vine.create({
  items: vine.array(titleCard()),
  nextCursor: text(),
})

const describedFields = {
  ...titleCardFields,
  synopsis: text(),
  language: vine.string(),
  runtimeSeconds: vine.number().nullable(),
  cast: vine.array(vine.object({ name: vine.string(), character: text() })),
  credits: vine.array(vine.object({ name: vine.string(), role: vine.string() })),
  attribution: text(),
}

const episodeFields = {
  id: vine.string().uuid(),
  number: vine.number(),
  name: vine.string(),
  synopsis: text(),
  durationSeconds: vine.number().nullable(),
  artwork: vine.object({ still: text(), stillSrcset: text(), stillPreview: text() }),
  playable: vine.boolean(),
}

const seasonFields = { id: vine.string().uuid(), number: vine.number(), name: text() }

const skipMarkers = () =>
  vine.array(
    vine.object({
      kind: vine.enum(['intro', 'recap', 'credits'] as const),
      startSeconds: vine.number(),
      endSeconds: vine.number(),
    })
  )

const editedEpisodeFields = {
  ...episodeFields,
  state: state(),
  hasStream: vine.boolean(),
  skipMarkers: skipMarkers(),
}

export const editedTitleAnswer = vine.create({
  ...describedFields,
  state: state(),
  hasStream: vine.boolean(),
  skipMarkers: skipMarkers(),
  missing: vine.array(vine.object({ field: vine.string(), message: vine.string() })),
  seasons: vine.array(
    vine.object({ ...seasonFields, episodes: vine.array(vine.object(editedEpisodeFields)) })
  ),
})
