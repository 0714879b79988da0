import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'

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
})

export const heartbeatBody = vine.create({
  ...heartbeatFields,
  state: vine.enum(['playing', 'paused', 'seeking', 'buffering'] as const).optional(),
})

export const endBody = vine.create(heartbeatFields)

export const sessionParams = vine.create({ sessionId: vine.string().uuid() })
export const profileParams = vine.create({ profileId: vine.string().uuid() })
export const historyItemParams = vine.create({
  profileId: vine.string().uuid(),
  playableId: vine.string().uuid(),
})

export const pageQuery = vine.create(pageFields)
