import vine from '@vinejs/vine'
import { EXTRA_KINDS } from '../models/title.js'
import { OPINIONS } from '../queries/find_title_standing.js'
import { text, titleCardFields } from './answers.js'
import { railCard } from './home_answers.js'

const id = () => vine.string().uuid()
const word = () => vine.object({ id: vine.string(), name: vine.string() })

const season = () =>
  vine.object({
    id: id(),
    number: vine.number(),
    name: text(),
    episodes: vine.array(
      vine.object({
        id: id(),
        number: vine.number(),
        name: vine.string(),
        synopsis: text(),
        durationSeconds: vine.number().nullable(),
        artwork: vine.object({ still: text(), stillSrcset: text(), stillPreview: text() }),
        playable: vine.boolean(),
      })
    ),
  })

const extra = () =>
  vine.object({
    id: id(),
    kind: vine.enum(EXTRA_KINDS),
    name: vine.string(),
    durationSeconds: vine.number().nullable(),
    artwork: titleCardFields.artwork,
  })

/** What is true of the title for the profile that asks, now and here. */
const standing = () =>
  vine.object({
    coming: vine.boolean(),
    playable: vine.boolean(),
    reason: vine.enum(['age', 'not-yet', 'not-here'] as const).nullable(),
    playableFrom: text(),
    next: vine
      .object({
        episodeId: id().nullable(),
        name: text(),
        seasonNumber: vine.number().nullable(),
        episodeNumber: vine.number().nullable(),
        durationSeconds: vine.number().nullable(),
        positionSeconds: vine.number(),
      })
      .nullable(),
    progress: vine.array(
      vine.object({
        episodeId: id().nullable(),
        positionSeconds: vine.number(),
        durationSeconds: vine.number(),
        finished: vine.boolean(),
        watchedAt: vine.string(),
      })
    ),
    inMyList: vine.boolean(),
    opinion: vine.enum(OPINIONS).nullable(),
    reminder: vine.enum(['asked', 'reminded'] as const).nullable(),
  })

export const titleViewAnswer = vine.create({
  ...titleCardFields,
  synopsis: text(),
  language: vine.string(),
  runtimeSeconds: vine.number().nullable(),
  rating: vine
    .object({ system: vine.string(), label: vine.string(), age: vine.number() })
    .nullable(),
  genreLinks: vine.array(word()),
  tags: vine.array(word()),
  audioLanguages: vine.array(vine.string()),
  subtitleLanguages: vine.array(vine.string()),
  cast: vine.array(vine.object({ personId: id(), name: vine.string(), character: text() })),
  credits: vine.array(vine.object({ personId: id(), name: vine.string(), role: vine.string() })),
  attribution: text(),
  extras: vine.array(extra()),
  seasons: vine.array(season()),
  similar: vine.array(railCard()),
  standing: standing(),
})
