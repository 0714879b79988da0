import vine from '@vinejs/vine'
import { text, titleCard, titleCardFields } from './answers.js'

const { tagline, genres, artwork, ...cardFields } = titleCardFields

const posterFields = { poster: text(), posterSrcset: text(), posterPreview: text() }

const progress = () =>
  vine
    .object({
      titleId: vine.string().uuid(),
      episodeId: vine.string().uuid().nullable(),
      positionSeconds: vine.number(),
      durationSeconds: vine.number(),
      seasonNumber: vine.number().nullable(),
      episodeNumber: vine.number().nullable(),
      episodeName: text(),
    })
    .nullable()

/** What a rail shows of a title. The wide picture is there where the profile goes on watching. */
export const railCard = () =>
  vine.object({
    ...cardFields,
    artwork: vine.object({
      ...posterFields,
      backdrop: vine.string().optional(),
      backdropSrcset: vine.string().optional(),
      backdropPreview: vine.string().optional(),
    }),
    progress: progress(),
    /** It stands there to be tried, not as it fits best. */
    explored: vine.boolean().optional(),
  })

export const homeAnswer = vine.create({
  hero: vine
    .object({
      ...titleCardFields,
      synopsis: text(),
      trailerId: vine.string().uuid().nullable(),
    })
    .nullable(),
  /** News for the profile: what it asked to be reminded of and is out now. */
  notices: vine.array(vine.object({ kind: vine.enum(['out-now'] as const), title: railCard() })),
  rails: vine.array(
    vine.object({
      id: vine.string(),
      name: vine.string(),
      kind: vine.string(),
      /** The model by which its titles were chosen for the profile. */
      model: vine.string().uuid().optional(),
      /** The title that the rail stands there for. */
      because: vine.object({ id: vine.string().uuid(), name: vine.string() }).optional(),
      items: vine.array(railCard()),
    })
  ),
})

export const reminderListAnswer = vine.create({
  items: vine.array(vine.object({ title: titleCard(), reminded: vine.boolean() })),
  nextCursor: text(),
})

export const collectionAnswer = vine.create({
  id: vine.string().uuid(),
  name: vine.string(),
  description: text(),
  items: vine.array(titleCard()),
  nextCursor: text(),
})
