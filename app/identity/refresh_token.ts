import { createHash, createHmac, randomBytes } from 'node:crypto'
import tokensConfig from '#config/tokens'

/**
 * Refresh tokens are opaque texts: 32 bytes as base64url after a prefix by which secret scanners
 * know them. The database holds only their SHA-256; they are random, so no slow hash is needed.
 *
 * The first token of a family is random. Each next one is an HMAC of the one before, so that the
 * holder of a token rotated a moment ago can be given the family's current token again, without
 * the database ever holding a token. A family is thereby one chain and never forks: a stolen token
 * cannot live on beside the viewer's, and whichever of the two comes second is seen as reuse.
 */
const PREFIX = 'ffr_'
const FORM = /^ffr_[\w-]{43}$/

const successorKey = createHmac('sha256', tokensConfig.secret.release())
  .update('refresh-token-successor')
  .digest()

export function newRefreshToken(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

export function isRefreshToken(text: string): boolean {
  return FORM.test(text)
}

/** The token that follows `token` in its family. */
export function successorOf(token: string): string {
  return PREFIX + createHmac('sha256', successorKey).update(token).digest('base64url')
}

/** What the database keeps of a token: its SHA-256, 32 bytes. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
