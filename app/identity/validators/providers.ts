import vine from '@vinejs/vine'
import * as field from './fields.js'

export const providerLogInBody = vine.create({
  device: field.device(),
  refreshIn: field.refreshIn().optional(),
})

export const providerParams = vine.create({ provider: vine.string() })

/** Where the viewer goes after signing in: a path of this site. */
export const providerBeginQuery = vine.create({
  next: vine
    .string()
    .maxLength(500)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .optional(),
  /** What the viewer goes there for. */
  intent: vine.enum(['log-in', 'link'] as const).optional(),
})

export const logInMethodsResponse = vine.create({
  password: vine.boolean({ strict: true }),
  passkeys: vine.number({ strict: true }).withoutDecimals(),
  providers: vine.array(
    vine.object({
      provider: vine.string(),
      on: vine.boolean({ strict: true }),
      email: vine.string().nullable(),
      linkedAt: vine.string().meta({ format: 'date-time' }).nullable(),
    })
  ),
})
