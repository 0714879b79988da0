import vine from '@vinejs/vine'
import * as field from './fields.js'

/** A one-time password or a recovery code, as people type them. */
const code = () => vine.string().trim().minLength(1).maxLength(40)

export const secondFactorBody = vine.create({
  challenge: vine.string().maxLength(1000),
  code: code(),
  device: field.device(),
  refreshIn: field.refreshIn().optional(),
})

export const proofFields = {
  password: field.givenPassword().optional(),
  code: code().optional(),
}

export const proofBody = vine.create(proofFields)

export const confirmTwoFactorBody = vine.create({ code: code() })

export const twoFactorResponse = vine.create({
  on: vine.boolean({ strict: true }),
  since: vine.string().meta({ format: 'date-time' }).nullable(),
  recoveryCodesLeft: vine.number({ strict: true }).withoutDecimals(),
})

export const twoFactorSetUpResponse = vine.create({
  secret: vine.string(),
  otpauthUrl: vine.string(),
  qrCode: vine.string(),
})

export const recoveryCodesResponse = vine.create({ recoveryCodes: vine.array(vine.string()) })
