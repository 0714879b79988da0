import vine from '@vinejs/vine'

export const text = () => vine.string().nullable()
const kind = () => vine.enum(['film', 'show'] as const)

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

export const personAnswer = vine.create({
  id: vine.string().uuid(),
  name: vine.string(),
  titles: vine.array(
    vine.object({
      roles: vine.array(vine.object({ role: vine.string(), character: text() })),
      title: titleCard(),
    })
  ),
})
