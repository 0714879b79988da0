import { basename } from 'node:path'
import { DateTime } from 'luxon'
import ingestConfig from '#config/ingest'
import { clock } from '#core/clock'
import { newId, type AccountId, type UploadId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { E_UPLOAD_NO_SPACE, E_UPLOAD_PROTOCOL, E_UPLOAD_TOO_LARGE } from '../errors.js'
import Upload from '../models/upload.js'
import type { StreamOwner } from '../stream_owner.js'
import { streamOwners } from '../stream_owners.js'
import { hasSpaceFor } from '../work_area.js'

export interface NewUpload {
  accountId: AccountId
  owner: StreamOwner
  filename: string
  claimedType?: string
  /** Hexadecimal. */
  claimedSha256?: string
  sizeBytes: number | null
}

/** Opens a resumable upload for a file of a known size. */
export class CreateUpload {
  /** @throws E_UPLOAD_TOO_LARGE, E_UPLOAD_NO_SPACE, E_UPLOAD_PROTOCOL, E_INVALID_REQUEST */
  async handle(input: NewUpload): Promise<Upload> {
    const { sizeBytes, owner } = input
    if (sizeBytes === null) {
      throw new E_UPLOAD_PROTOCOL({
        detail: 'Send Upload-Length: the size must be known at the start.',
      })
    }
    if (sizeBytes === 0) {
      throw new E_INVALID_REQUEST({
        fields: [{ field: 'Upload-Length', message: 'The file is empty.' }],
      })
    }
    if (sizeBytes > ingestConfig.maxBytes) {
      throw new E_UPLOAD_TOO_LARGE({
        detail: `The file has ${sizeBytes} bytes; at most ${ingestConfig.maxBytes} are accepted.`,
      })
    }
    if (!(await streamOwners.exists(owner))) {
      const field = owner.titleId ? 'titleId' : 'episodeId'
      const message = owner.titleId ? 'There is no such film.' : 'There is no such episode.'
      throw new E_INVALID_REQUEST({ detail: message, fields: [{ field, message }] })
    }
    if (!(await hasSpaceFor(sizeBytes))) {
      throw new E_UPLOAD_NO_SPACE({
        detail: `There is not enough disk space for ${sizeBytes} bytes and what is made of them.`,
      })
    }
    return Upload.create({
      id: newId<UploadId>(),
      accountId: input.accountId,
      filename: basename(input.filename.replaceAll('\\', '/')),
      claimedType: input.claimedType ?? null,
      claimedSha256: input.claimedSha256 ? Buffer.from(input.claimedSha256, 'hex') : null,
      titleId: owner.titleId ?? null,
      episodeId: owner.episodeId ?? null,
      sizeBytes,
      state: 'receiving',
      expiresAt: DateTime.fromMillis(clock.now() + ingestConfig.uploadLifetimeMs),
    })
  }
}
