import vine from '@vinejs/vine'
import { STAFF_ACTIONS } from '../staff_log.js'
import { placedDevice } from './responses.js'

const id = () => vine.string().uuid()
const time = () => vine.string().meta({ format: 'date-time' })
const flag = () => vine.boolean({ strict: true })

const found = {
  id: id(),
  email: vine.string(),
  roles: vine.array(vine.string()),
  createdAt: time(),
}

export const foundAccountResponse = vine.create(found)
export const accountSearchResponse = vine.create({ items: vine.array(vine.object(found)) })

const inspection = { id: id(), reason: vine.string(), openedAt: time(), closesAt: time() }

export const inspectionResponse = vine.create(inspection)

export const inspectionListResponse = vine.create({
  items: vine.array(
    vine.object({
      ...inspection,
      deeds: vine.array(
        vine.object({
          action: vine.enum(STAFF_ACTIONS),
          at: time(),
          seen: vine.array(vine.string()),
        })
      ),
    })
  ),
  nextCursor: vine.string().nullable(),
})

export const inspectedAccountResponse = vine.create({
  ...found,
  country: vine.string().nullable(),
  eraseAt: time().nullable(),
  profiles: vine.array(
    vine.object({
      ...{ id: id(), name: vine.string(), kids: flag(), language: vine.string() },
      maturityLimit: vine.number({ strict: true }).withoutDecimals(),
      hasPin: flag(),
    })
  ),
  devices: vine.array(vine.object(placedDevice)),
})

export const staffLogResponse = vine.create({
  items: vine.array(
    vine.object({
      id: id(),
      at: time(),
      action: vine.enum(STAFF_ACTIONS),
      staffAccountId: id().nullable(),
      accountId: id().nullable(),
      inspectionId: id().nullable(),
      reason: vine.string().nullable(),
      details: vine.string().nullable(),
    })
  ),
  nextCursor: vine.string().nullable(),
})
