import vine from '@vinejs/vine'
import { QUALITY_DIMENSIONS } from '../quality/quality_summary.js'

const id = () => vine.string().uuid()
const url = () => vine.string()
const text = () => vine.string().nullable()
const number = () => vine.number({ strict: true })
const time = () => vine.string().meta({ format: 'date-time' })

const edgePolicy = () =>
  vine.object({
    query: vine.object({
      'Policy': vine.string(),
      'Signature': vine.string(),
      'Key-Pair-Id': vine.string(),
    }),
    expiresAt: time(),
  })

const startupTrack = { init: url(), firstSegment: url() }

const place = {
  name: vine.string(),
  showName: text(),
  seasonNumber: number().nullable(),
  episodeNumber: number().nullable(),
}

export const startedPlayResponse = vine.create({
  id: id(),
  token: vine.string(),
  title: vine.object({ titleId: id(), episodeId: id().nullable(), ...place }),
  manifests: vine.object({ dash: url(), hls: url() }),
  edgePolicy: edgePolicy(),
  licence: vine.object({
    url: url(),
    token: vine.string(),
    keySystem: vine.string(),
    keyIds: vine.array(vine.string()),
  }),
  resumePositionSeconds: number(),
  durationSeconds: number(),
  thumbnails: vine.object({ vtt: url() }).nullable(),
  skipMarkers: vine.array(
    vine.object({ kind: vine.string(), startSeconds: number(), endSeconds: number() })
  ),
  nextEpisode: vine
    .object({
      id: id(),
      name: vine.string(),
      seasonNumber: number(),
      episodeNumber: number(),
      durationSeconds: number().nullable(),
      still: text(),
    })
    .nullable(),
  tracks: vine.object({
    audio: vine.object({ language: vine.string(), label: text() }).nullable(),
    text: vine
      .object({ language: vine.string(), forced: vine.boolean({ strict: true }) })
      .nullable(),
  }),
  heartbeat: vine.object({ url: url(), intervalSeconds: number() }),
  quality: vine.object({ url: url(), intervalSeconds: number() }),
  startup: vine.object({
    rungs: vine.array(vine.object({ bandwidth: number(), height: number(), ...startupTrack })),
    audio: vine.object(startupTrack).nullable(),
  }),
})

export const heartbeatResponse = vine.create({
  acknowledged: vine.boolean({ strict: true }),
  action: vine.enum(['continue', 'stop'] as const),
  reason: text(),
  edgePolicy: edgePolicy().nullable(),
})

export const endResponse = vine.create({ acknowledged: vine.boolean({ strict: true }) })

export const licenceResponse = vine.create({
  keys: vine.array(vine.object({ kty: vine.literal('oct'), kid: vine.string(), k: vine.string() })),
  type: vine.literal('temporary'),
})

const artwork = (...names: string[]) =>
  vine.object(
    Object.fromEntries(
      names
        .flatMap((name) => [name, `${name}Srcset`, `${name}Preview`])
        .map((name) => [name, text()])
    )
  )

const titleCard = () =>
  vine.object({
    id: id(),
    kind: vine.enum(['film', 'show'] as const),
    name: vine.string(),
    tagline: text(),
    releaseYear: number().nullable(),
    maturity: number().nullable(),
    genres: vine.array(vine.string()),
    durationSeconds: number().nullable(),
    artwork: artwork('poster', 'backdrop'),
    playable: vine.boolean({ strict: true }),
    availableFrom: text(),
  })

const episodeCard = () =>
  vine.object({
    id: id(),
    titleId: id(),
    name: vine.string(),
    showName: vine.string(),
    seasonNumber: number(),
    episodeNumber: number(),
    durationSeconds: number().nullable(),
    maturity: number().nullable(),
    artwork: artwork('still'),
    playable: vine.boolean({ strict: true }),
  })

export const continueWatchingResponse = vine.create({
  items: vine.array(
    vine.object({
      titleId: id(),
      episodeId: id().nullable(),
      positionSeconds: number(),
      durationSeconds: number(),
      watchedAt: time(),
      title: titleCard(),
      episode: episodeCard().nullable(),
    })
  ),
})

const watchedName = {
  name: text(),
  showName: text(),
  seasonNumber: number().nullable(),
  episodeNumber: number().nullable(),
  picture: text(),
  pictureSrcset: text(),
  picturePreview: text(),
}

const bookmark = {
  id: id(),
  titleId: id(),
  episodeId: id().nullable(),
  positionSeconds: number(),
  name: text(),
  createdAt: time(),
}

export const bookmarkResponse = vine.create(bookmark)

export const bookmarksResponse = vine.create({
  items: vine.array(vine.object({ ...bookmark, of: vine.object(watchedName) })),
  nextCursor: text(),
})

export const historyResponse = vine.create({
  items: vine.array(
    vine.object({
      id: id(),
      titleId: id(),
      episodeId: id().nullable(),
      ...watchedName,
      positionSeconds: number(),
      durationSeconds: number(),
      finished: vine.boolean({ strict: true }),
      watchedAt: time(),
    })
  ),
  nextCursor: text(),
})

const qualityFigures = {
  plays: number(),
  starts: number(),
  startTimeMs: vine.object({
    p50: number().nullable(),
    p95: number().nullable(),
    p99: number().nullable(),
  }),
  startFailures: number(),
  playbackFailures: number(),
  exitsBeforeStart: number(),
  rebufferRatio: number().nullable(),
  rebuffers: number(),
  rebufferSeconds: number(),
  playingSeconds: number(),
  bitrateSwitches: number(),
  averageBitrate: number().nullable(),
  droppedFrameRatio: number().nullable(),
}

export const qualityResponse = vine.create({
  from: time(),
  to: time(),
  by: vine.enum(QUALITY_DIMENSIONS),
  accuracy: number(),
  total: vine.object(qualityFigures),
  groups: vine.array(vine.object({ key: vine.string(), name: vine.string(), ...qualityFigures })),
  stepSeconds: number(),
  series: vine.array(vine.object({ at: time(), ...qualityFigures })),
})
