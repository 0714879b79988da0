import vine from '@vinejs/vine'
import { DEVICE_KINDS } from '../models/device.js'
import { AVATARS } from '../avatars.js'
import { NO_MATURITY_LIMIT } from '../models/profile.js'
import { SUBTITLE_EDGES, SUBTITLE_FONTS, SUBTITLE_SIZES } from '../subtitle_style.js'

/** Text without control characters, which PostgreSQL (NUL) and terminals cannot take. */
const PLAIN_TEXT = /^\P{Cc}+$/u

export const email = () => vine.string().trim().email().maxLength(254)

/** A password being chosen. */
export const newPassword = () => vine.string().minLength(10).maxLength(128)

/** A password being checked: whatever it is, the answer is the same. */
export const givenPassword = () => vine.string().maxLength(128)

export const profileName = () => vine.string().trim().minLength(1).maxLength(40).regex(PLAIN_TEXT)

/** Name of a picture of ours. */
export const avatar = () => vine.enum(AVATARS)

/** Why staff do something, in words that its owner may read. */
export const reason = () => vine.string().trim().minLength(8).maxLength(500).regex(PLAIN_TEXT)

/** Four digits, typed on a remote control. */
export const pin = () => vine.string().regex(/^\d{4}$/)

const hexColor = () => vine.string().regex(/^#[0-9a-f]{6}$/)
const opacity = () => vine.number({ strict: true }).range([0, 1])

export const subtitleStyle = () =>
  vine.object({
    sizePercent: vine.number({ strict: true }).withoutDecimals().range(SUBTITLE_SIZES),
    color: hexColor(),
    textOpacity: opacity(),
    backgroundColor: hexColor(),
    backgroundOpacity: opacity(),
    edge: vine.enum(SUBTITLE_EDGES),
    font: vine.enum(SUBTITLE_FONTS),
  })

/** A language tag (BCP 47), for example `en` or `pt-BR`. */
export const language = () =>
  vine
    .string()
    .maxLength(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

/** Years of age. */
export const maturityLimit = () =>
  vine.number({ strict: true }).withoutDecimals().range([0, NO_MATURITY_LIMIT])

export const deviceName = () => vine.string().trim().minLength(1).maxLength(80).regex(PLAIN_TEXT)

/** ISO 3166-1 alpha-2. */
export const country = () => vine.string().regex(/^[A-Z]{2}$/)

export const device = () =>
  vine.object({
    name: deviceName(),
    kind: vine.enum(DEVICE_KINDS),
  })

/** `cookie` keeps the refresh token out of the reach of a page's scripts. */
export const refreshIn = () => vine.enum(['body', 'cookie'] as const)
