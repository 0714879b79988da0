import vine from '@vinejs/vine'
import { EXCHANGE_FORMATS } from '../exchange/items.js'

const format = () => vine.enum(EXCHANGE_FORMATS)

export const exportQuery = vine.create({ format: format() })
export const importQuery = vine.create({ format: format(), dryRun: vine.boolean().optional() })

export const importAnswer = vine.create({
  dryRun: vine.boolean(),
  imported: vine.boolean(),
  items: vine.number().withoutDecimals(),
  created: vine.number().withoutDecimals(),
  updated: vine.number().withoutDecimals(),
  unchanged: vine.number().withoutDecimals(),
  problemCount: vine.number().withoutDecimals(),
  problems: vine.array(
    vine.object({
      line: vine.number().withoutDecimals(),
      column: vine.string().nullable(),
      message: vine.string(),
    })
  ),
})
