import vine from '@vinejs/vine'
import { titleCardAnswer } from '#catalog'
import { REASON_KINDS } from '../queries/explain_title.js'

export const favouritesAnswer = vine.create({
  chosen: vine.array(titleCardAnswer()),
  /** Popular titles of many kinds, to choose from. */
  offered: vine.array(titleCardAnswer()),
  /** Whether nothing is known of the profile's taste, so that it is worth asking. */
  wanted: vine.boolean({ strict: true }),
})

export const reasonAnswer = vine.create({
  kind: vine.enum(REASON_KINDS),
  /** What the profile watched, judged well or named, and speaks most for the title. */
  titles: vine.array(vine.object({ id: vine.string().uuid(), name: vine.string() })),
})
