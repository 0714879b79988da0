import vine from '@vinejs/vine'
import { MODEL_KINDS } from '#ml/models/model'
import { MODEL_STATES } from '../registry/model_record.js'

const time = () => vine.string().meta({ format: 'date-time' })
const number = () => vine.number({ strict: true })

export const modelAnswer = {
  id: vine.string().uuid(),
  version: number(),
  kind: vine.enum(MODEL_KINDS),
  state: vine.enum(MODEL_STATES),
  titles: number(),
  bytes: number(),
  /** By the metric's name in a report, of the held-out part of its own run. */
  metrics: vine.record(
    vine.object({ value: number(), low: number().nullable(), high: number().nullable() })
  ),
  createdAt: time(),
  promotedAt: time().nullable(),
}

export const modelListAnswer = vine.create({
  items: vine.array(vine.object(modelAnswer)),
  nextCursor: vine.string().nullable(),
})
