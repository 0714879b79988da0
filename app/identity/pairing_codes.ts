import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Consonants only, so that no word comes out and nothing looks like a digit (RFC 8628 section 6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8

/** A code of 34 random bits that a viewer types, kept as eight letters. */
export function newUserCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/** The letters of a code however it was typed: small, spaced, with or without its dash. */
export function lettersOfUserCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, '')
}

/** As a TV shows it: `WDJB-MJHT`. */
export function shownUserCode(letters: string): string {
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`
}

/** What a TV polls with: 256 random bits. */
export function newDeviceCode(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a device code: its SHA-256, 32 bytes. */
export function deviceCodeHash(deviceCode: string): Buffer {
  return createHash('sha256').update(deviceCode).digest()
}
