import vine from '@vinejs/vine'
import { DEVICE_KINDS } from '../models/device.js'
import * as field from './fields.js'

export const pairingRequestBody = vine.create({ device: field.device() })

export const pairingPollBody = vine.create({
  device_code: vine.string().maxLength(200),
  refreshIn: field.refreshIn().optional(),
})

/** A code as people type it: `wdjb mjht` is `WDJB-MJHT`. */
export const userCodeBody = vine.create({ user_code: vine.string().minLength(1).maxLength(40) })

const seconds = () => vine.number({ strict: true }).withoutDecimals()

export const pairingRequestResponse = vine.create({
  device_code: vine.string(),
  user_code: vine.string(),
  verification_uri: vine.string(),
  verification_uri_complete: vine.string(),
  expires_in: seconds(),
  interval: seconds(),
})

export const pendingPairingResponse = vine.create({
  device: vine.object({ name: vine.string(), kind: vine.enum(DEVICE_KINDS) }),
  address: vine.string(),
  sameNetwork: vine.boolean({ strict: true }),
  requestedAt: vine.string().meta({ format: 'date-time' }),
  expiresAt: vine.string().meta({ format: 'date-time' }),
})
