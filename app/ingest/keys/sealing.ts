import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret } from '@adonisjs/core/helpers'
import type { AssetId } from '#core/ids'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 16

/** Binds a sealed key to its place: moved to another asset or key id, it no longer opens. */
function placeOf(assetId: AssetId, keyId: Buffer): Buffer {
  return Buffer.concat([Buffer.from(assetId.replaceAll('-', ''), 'hex'), keyId])
}

/**
 * Seals a content key with AES-256-GCM (NIST SP 800-38D) under the master key.
 * @returns nonce (12 bytes), sealed key (16), tag (16)
 */
export function sealKey(
  masterKey: Secret<string>,
  place: { assetId: AssetId; keyId: Buffer },
  key: Secret<Buffer>
): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(masterKey.release(), 'base64'), nonce)
  cipher.setAAD(placeOf(place.assetId, place.keyId))
  const sealed = Buffer.concat([cipher.update(key.release()), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

/** Opens a sealed key. @throws when it was altered, moved, or sealed under another master key. */
export function unsealKey(
  masterKey: Secret<string>,
  place: { assetId: AssetId; keyId: Buffer },
  sealed: Buffer
): Secret<Buffer> {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(-TAG_BYTES)
  const master = Buffer.from(masterKey.release(), 'base64')
  const decipher = createDecipheriv('aes-256-gcm', master, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(placeOf(place.assetId, place.keyId))
  decipher.setAuthTag(tag)
  const key = Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ])
  return new Secret(key)
}
