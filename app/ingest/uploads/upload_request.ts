import { Metadata } from '@tus/utils'
import type { Infer } from '@vinejs/vine/types'
import { E_INVALID_REQUEST } from '#core/problem'
import { E_UPLOAD_PROTOCOL } from '../errors.js'
import { uploadMetadata } from '../validators/uploads.js'

const KNOWN = new Set(['filename', 'titleId', 'episodeId', 'filetype', 'sha256'])

/**
 * What `Upload-Metadata` says (tus 1.0.0: keys and base64 values).
 * @throws E_UPLOAD_PROTOCOL when it cannot be read; E_INVALID_REQUEST naming what is wrong in it
 */
export async function readUploadMetadata(
  header: string | undefined
): Promise<Infer<typeof uploadMetadata>> {
  const given = parse(header ?? '')
  const unknown = Object.keys(given).filter((name) => !KNOWN.has(name))
  const both = given.titleId !== undefined && given.episodeId !== undefined
  const fields = [
    ...unknown.map((field) => ({ field, message: `The field ${field} is not known here.` })),
    ...(both ? [{ field: 'episodeId', message: 'Name a title or an episode, not both.' }] : []),
  ]
  if (fields.length > 0) {
    throw new E_INVALID_REQUEST({ detail: fields.map((f) => f.message).join(' '), fields })
  }
  return uploadMetadata.validate(given)
}

function parse(header: string): Record<string, string | null> {
  if (header.trim() === '') return {}
  try {
    return Metadata.parse(header)
  } catch {
    throw new E_UPLOAD_PROTOCOL({ detail: 'Upload-Metadata cannot be read.' })
  }
}

/** `Upload-Length` in bytes; null when it is not given. @throws E_UPLOAD_PROTOCOL */
export function readUploadLength(header: string | undefined): number | null {
  if (header === undefined) return null
  if (!/^\d{1,15}$/.test(header)) {
    throw new E_UPLOAD_PROTOCOL({ detail: 'Upload-Length must be a number of bytes.' })
  }
  return Number(header)
}
