import encryption from '@adonisjs/core/services/encryption'
import { Secret, TOTP } from 'otpauth'
import factorsConfig from '#config/factors'
import { clock } from '#core/clock'

const ISSUER = 'FlixFlow'
const SEAL_PURPOSE = 'totp-secret'

/** 160 bits, the length of the hash below it (RFC 4226 section 4, requirement R6). */
const SECRET_BYTES = 20

/** One-time passwords as every authenticator app makes them: SHA-1, six digits, 30 seconds (RFC 6238). */
function totpOf(secretBase32: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secretBase32) })
}

/** A new secret in base32, as authenticator apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The secret as the database keeps it. */
export function sealTotpSecret(secretBase32: string): string {
  return encryption.encrypt(secretBase32, { purpose: SEAL_PURPOSE })
}

/** The address by which an authenticator app takes the secret over (Key URI Format). */
export function otpauthUrl(secretBase32: string, email: string): string {
  return totpOf(secretBase32, email).toString()
}

/**
 * The time step that a one-time password belongs to, or null when it is wrong now.
 * @throws Error when the secret was sealed with another APP_KEY.
 */
export function timeStepOf(sealedSecret: string, code: string): number | null {
  const secretBase32 = encryption.decrypt<string>(sealedSecret, SEAL_PURPOSE)
  if (secretBase32 === null) throw new Error('A TOTP secret cannot be opened with this APP_KEY')
  const totp = totpOf(secretBase32, '')
  const timestamp = clock.now()
  const distance = totp.validate({ token: code, timestamp, window: factorsConfig.totpWindowSteps })
  return distance === null ? null : totp.counter({ timestamp }) + distance
}
