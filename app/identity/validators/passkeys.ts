import vine from '@vinejs/vine'
import * as field from './fields.js'

const base64url = (maxLength: number) =>
  vine
    .string()
    .maxLength(maxLength)
    .regex(/^[\w-]+$/)

/** 1023 bytes at most (WebAuthn section 4, "credential ID"). */
const credentialId = () => base64url(1364)

const passkeyName = () => field.profileName()

/** What clients say beside the ceremony itself, and nobody reads. */
const aside = {
  type: vine.enum(['public-key'] as const),
  clientExtensionResults: vine.object({}).allowUnknownProperties(),
  authenticatorAttachment: vine.enum(['platform', 'cross-platform'] as const).optional(),
}

/** RegistrationResponseJSON (WebAuthn section 5.1). */
export const newPasskeyBody = vine.create({
  name: passkeyName(),
  response: vine.object({
    ...aside,
    id: credentialId(),
    rawId: credentialId(),
    response: vine.object({
      clientDataJSON: base64url(8192),
      attestationObject: base64url(16_384),
      authenticatorData: base64url(16_384).optional(),
      transports: vine
        .array(vine.string().regex(/^[a-z-]{1,32}$/))
        .maxLength(10)
        .optional(),
      publicKeyAlgorithm: vine.number({ strict: true }).withoutDecimals().optional(),
      publicKey: base64url(8192).optional(),
    }),
  }),
})

/** AuthenticationResponseJSON (WebAuthn section 5.1). */
export const passkeyLogInBody = vine.create({
  response: vine.object({
    ...aside,
    id: credentialId(),
    rawId: credentialId(),
    response: vine.object({
      clientDataJSON: base64url(8192),
      authenticatorData: base64url(8192),
      signature: base64url(16_384),
      userHandle: base64url(128).optional(),
    }),
  }),
  device: field.device(),
  refreshIn: field.refreshIn().optional(),
})

export const passkeyChangeBody = vine.create({ name: passkeyName() })
export const passkeyParams = vine.create({ passkeyId: vine.string().uuid() })

const passkey = {
  id: vine.string().uuid(),
  name: vine.string(),
  backedUp: vine.boolean({ strict: true }),
  createdAt: vine.string().meta({ format: 'date-time' }),
  lastUsedAt: vine.string().meta({ format: 'date-time' }).nullable(),
}

export const passkeyResponse = vine.create(passkey)
export const passkeyListResponse = vine.create({ items: vine.array(vine.object(passkey)) })

/** PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON, for the browser as it is. */
export const passkeyOptionsResponse = vine.create({
  options: vine.object({ challenge: vine.string() }).allowUnknownProperties(),
})
