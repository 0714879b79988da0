import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'
import { IMPRESSION_EVENTS } from '../impressions/impression.js'

export const modelsQuery = vine.create(pageFields)
export const modelParams = vine.create({ modelId: vine.string().uuid() })
export const runsQuery = vine.create(pageFields)

export const profileParams = vine.create({ profileId: vine.string().uuid() })

const DAY_MS = 24 * 3_600_000
/** A page shows some hundred titles; what is more goes with the next report. */
const MOST_EVENTS = 200
const whole = (most: number) => vine.number({ strict: true }).withoutDecimals().range([0, most])

export const impressionsBody = vine.create({
  /** One display of a page: what is sent of it twice counts once. */
  viewId: vine.string().uuid(),
  events: vine
    .array(
      vine.object({
        event: vine.enum(IMPRESSION_EVENTS),
        rail: vine.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
        place: whole(99),
        position: whole(999),
        titleId: vine.string().uuid(),
        model: vine.string().uuid().optional(),
        explored: vine.boolean({ strict: true }).optional(),
        agoMs: whole(DAY_MS),
      })
    )
    .minLength(1)
    .maxLength(MOST_EVENTS),
})

export const experimentsQuery = vine.create(pageFields)
export const experimentParams = vine.create({ experimentId: vine.string().uuid() })
