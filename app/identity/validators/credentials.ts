import vine from '@vinejs/vine'
import * as field from './fields.js'

/** The six digits of a mail, with or without the space that people put between. */
const mailedCode = () => vine.string().regex(/^\s*\d{3}\s?\d{3}\s*$/)

const mailedToken = () => vine.string().regex(/^[\w-]{43}$/)

const mailedSecretFields = { code: mailedCode().optional(), token: mailedToken().optional() }

export const registerBody = vine.create({
  email: field.email(),
  password: field.newPassword(),
  displayName: field.profileName().optional(),
})

export const confirmRegistrationBody = vine.create({
  registrationId: vine.string().uuid(),
  ...mailedSecretFields,
  password: field.givenPassword().optional(),
  device: field.device(),
  refreshIn: field.refreshIn().optional(),
})

export const forgotPasswordBody = vine.create({ email: field.email() })

export const resetPasswordBody = vine.create({
  resetId: vine.string().uuid(),
  token: mailedToken(),
  newPassword: field.newPassword(),
})

export const changePasswordBody = vine.create({
  currentPassword: field.givenPassword(),
  newPassword: field.newPassword(),
  keepOtherDevices: vine.boolean({ strict: true }).optional(),
})

export const changeEmailBody = vine.create({ email: field.email() })

export const confirmEmailBody = vine.create({
  changeId: vine.string().uuid(),
  ...mailedSecretFields,
})

export const endDeviceBody = vine.create({
  token: vine
    .string()
    .maxLength(1000)
    .regex(/^[\w.-]+$/),
})

const time = () => vine.string().meta({ format: 'date-time' })

export const registrationResponse = vine.create({
  registrationId: vine.string().uuid(),
  expiresAt: time(),
})

export const passwordForgottenResponse = vine.create({ expiresAt: time() })

export const emailChangeResponse = vine.create({
  changeId: vine.string().uuid(),
  expiresAt: time(),
})

export const emailResponse = vine.create({
  email: vine.string(),
  emailVerified: vine.boolean({ strict: true }),
})
