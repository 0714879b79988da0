import vine from '@vinejs/vine'
import { DEVICE_KINDS, NETWORKS } from '../models/device.js'
import { subtitleStyle } from './fields.js'

const id = () => vine.string().uuid()
const time = () => vine.string().meta({ format: 'date-time' })

const account = {
  id: id(),
  email: vine.string(),
  emailVerified: vine.boolean({ strict: true }),
  roles: vine.array(vine.string()),
}

const profile = {
  id: id(),
  name: vine.string(),
  avatar: vine.string().nullable(),
  language: vine.string(),
  kids: vine.boolean({ strict: true }),
  maturityLimit: vine.number({ strict: true }).withoutDecimals(),
  autoplayNextEpisode: vine.boolean({ strict: true }),
  autoplayPreviews: vine.boolean({ strict: true }),
  subtitleStyle: subtitleStyle().nullable(),
  hasPin: vine.boolean({ strict: true }),
  createdAt: time(),
}

const device = {
  id: id(),
  name: vine.string(),
  kind: vine.enum(DEVICE_KINDS),
}

export const placedDevice = {
  ...device,
  place: vine.object({
    country: vine.string().nullable(),
    city: vine.string().nullable(),
    network: vine.enum(NETWORKS).nullable(),
  }),
  createdAt: time(),
  lastSeenAt: time(),
}

export const loggedInResponse = vine.create({
  accessToken: vine.string(),
  accessTokenExpiresAt: time(),
  refreshToken: vine.string().nullable(),
  account: vine.object(account),
  profiles: vine.array(vine.object(profile)),
  device: vine.object(device),
})

export const accountResponse = vine.create({
  ...account,
  country: vine.string().nullable(),
  profiles: vine.array(vine.object(profile)),
})

export const profileResponse = vine.create(profile)

export const profileListResponse = vine.create({ items: vine.array(vine.object(profile)) })

export const deviceResponse = vine.create({
  ...placedDevice,
  current: vine.boolean({ strict: true }),
})

export const deviceListResponse = vine.create({
  items: vine.array(
    vine.object({
      ...placedDevice,
      current: vine.boolean({ strict: true }),
    })
  ),
  nextCursor: vine.string().nullable(),
})
