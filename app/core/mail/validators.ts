import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'

export const capturedMailQuery = vine.create({
  ...pageFields,
  to: vine.string().maxLength(254).optional(),
})

export const capturedMailList = vine.create({
  items: vine.array(
    vine.object({
      id: vine.string().uuid(),
      to: vine.string(),
      from: vine.string(),
      subject: vine.string(),
      text: vine.string(),
      html: vine.string(),
      capturedAt: vine.string().meta({ format: 'date-time' }),
    })
  ),
  nextCursor: vine.string().nullable(),
})
