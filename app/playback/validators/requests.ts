import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { DEVICE_KINDS } from '#identity'
import { NETWORKS } from '../quality/play_quality.js'
import { QUALITY_DIMENSIONS } from '../quality/quality_summary.js'

const POSTGRES_INTEGER = 2_147_483_647

/** A day: longer than a play session's token lives. */
const LONGEST_MS = 48 * 3_600_000

const heartbeatFields = {
  positionSeconds: vine.number({ strict: true }).range([0, 100 * 3600]),
  elapsedMs: vine.number({ strict: true }).range([0, LONGEST_MS]),
  sequence: vine.number({ strict: true }).withoutDecimals().range([0, POSTGRES_INTEGER]),
}

export const startBody = vine.create({
  titleId: vine.string().uuid().optional(),
  episodeId: vine.string().uuid().optional(),
  profileId: vine.string().uuid(),
  capabilities: vine
    .object({
      codecs: vine.array(vine.string().maxLength(64)).maxLength(32).optional(),
      maxHeight: vine.number({ strict: true }).withoutDecimals().range([1, 8640]).optional(),
      hdcp: vine.enum(['none', '1.4', '2.2'] as const).optional(),
    })
    .optional(),
  startOver: vine.boolean({ strict: true }).optional(),
  /** Where to begin, instead of where the profile stopped. */
  positionSeconds: heartbeatFields.positionSeconds.clone().optional(),
  pin: vine
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})

export const heartbeatBody = vine.create({
  ...heartbeatFields,
  state: vine.enum(['playing', 'paused', 'seeking', 'buffering'] as const).optional(),
})

export const endBody = vine.create(heartbeatFields)

const count = () => vine.number({ strict: true }).withoutDecimals().range([0, POSTGRES_INTEGER])
const duration = () => vine.number({ strict: true }).withoutDecimals().range([0, LONGEST_MS])

export const qualityBody = vine.create({
  /** The play session's token, for senders that can set no header. */
  token: vine.string().maxLength(8192).optional(),
  sequence: count(),
  deviceKind: vine.enum(DEVICE_KINDS),
  network: vine.enum(NETWORKS),
  playerVersion: vine.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,31}$/),
  startTimeMs: duration().nullable(),
  playingMs: duration(),
  rebuffers: count(),
  rebufferMs: duration(),
  bitrateSwitches: count(),
  averageBitrate: count().nullable(),
  droppedFrames: count(),
  totalFrames: count(),
  errors: vine
    .array(
      vine.object({
        code: vine.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/),
        fatal: vine.boolean({ strict: true }),
      })
    )
    .maxLength(10),
  ended: vine.boolean({ strict: true }),
})

export const qualityQuery = vine.create({
  from: vine.string().maxLength(40).optional(),
  to: vine.string().maxLength(40).optional(),
  by: vine.enum(QUALITY_DIMENSIONS).optional(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
})

export const sessionParams = vine.create({ sessionId: vine.string().uuid() })
export const profileParams = vine.create({ profileId: vine.string().uuid() })
export const historyItemParams = vine.create({
  profileId: vine.string().uuid(),
  playableId: vine.string().uuid(),
})

export const profileTitleParams = vine.create({
  profileId: vine.string().uuid(),
  titleId: vine.string().uuid(),
})
export const bookmarkParams = vine.create({
  profileId: vine.string().uuid(),
  bookmarkId: vine.string().uuid(),
})

/** A language tag (BCP 47). */
const languageTag = () =>
  vine
    .string()
    .maxLength(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)

/** Words without control characters, which no one can see and PostgreSQL may not keep. */
const words = (most: number) =>
  vine
    .string()
    .maxLength(most)
    .regex(/^[ -~\u00a0-\uffff]+$/)

export const tracksBody = vine.create({
  audio: vine
    .object({ language: languageTag(), label: words(64).nullable().optional() })
    .optional(),
  text: vine
    .object({ language: languageTag(), forced: vine.boolean({ strict: true }).optional() })
    .nullable()
    .optional(),
})

export const watchedBody = vine.create({ watched: vine.boolean({ strict: true }) })

export const bookmarkBody = vine.create({
  titleId: vine.string().uuid().optional(),
  episodeId: vine.string().uuid().optional(),
  positionSeconds: heartbeatFields.positionSeconds.clone(),
  name: words(120).nullable().optional(),
})

export const bookmarkNameBody = vine.create({ name: words(120).nullable() })

export const bookmarksQuery = vine.create({
  ...pageFields,
  titleId: vine.string().uuid().optional(),
})

export const pageQuery = vine.create(pageFields)
