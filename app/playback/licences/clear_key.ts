import { E_LICENCE_REQUEST } from '../errors.js'

/** A licence request of Clear Key (W3C Encrypted Media Extensions, 9.1.3). */
export interface ClearKeyRequest {
  /** 32 hexadecimal digits each. */
  keyIds: string[]
  type: 'temporary'
}

/** A licence of Clear Key (9.1.4): a JSON Web Key set (RFC 7517). */
export interface ClearKeyLicence {
  keys: { kty: 'oct'; kid: string; k: string }[]
  type: 'temporary'
}

const KEY_ID = /^[A-Za-z0-9_-]{22}$/

/** More keys than any asset has. */
const MOST_KEYS = 16

function refuse(message: string, field: string): never {
  throw new E_LICENCE_REQUEST({ detail: message, fields: [{ field, message }] })
}

/**
 * Reads a licence request.
 * @throws E_LICENCE_REQUEST naming the member that is wrong
 */
export function readClearKeyRequest(body: unknown): ClearKeyRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    refuse('The body is not a JSON object with the members kids and type.', 'kids')
  }
  const unknown = Object.keys(body).find((name) => name !== 'kids' && name !== 'type')
  if (unknown !== undefined) refuse(`The member ${unknown} is not known here.`, unknown)
  const { kids, type = 'temporary' } = body as { kids?: unknown; type?: unknown }
  if (type !== 'temporary') refuse('Only temporary licences are issued.', 'type')
  if (!Array.isArray(kids) || kids.length === 0 || kids.length > MOST_KEYS) {
    refuse(`kids is not a list of 1 to ${MOST_KEYS} key ids.`, 'kids')
  }
  const keyIds = kids.map((kid: unknown, place) => {
    if (typeof kid !== 'string' || !KEY_ID.test(kid)) {
      return refuse('A key id is 16 bytes in base64url without padding.', `kids.${place}`)
    }
    return Buffer.from(kid, 'base64url').toString('hex')
  })
  return { keyIds: [...new Set(keyIds)], type: 'temporary' }
}

/** One key as a licence carries it. */
export function toWebKey(keyId: string, key: Buffer): ClearKeyLicence['keys'][number] {
  return {
    kty: 'oct',
    kid: Buffer.from(keyId, 'hex').toString('base64url'),
    k: key.toString('base64url'),
  }
}
