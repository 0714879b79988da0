import { FileStore } from '@tus/file-store'
import { Server, type ServerOptions } from '@tus/server'
import ingestConfig from '#config/ingest'
import type { UploadId } from '#core/ids'
import { CompleteUpload } from '../actions/complete_upload.js'
import { uploadFolder } from '../work_area.js'
import { UploadLocker } from './upload_locker.js'

export const UPLOADS_PATH = '/v1/ingest/uploads'
/** Response header that carries the id of the job once an upload is complete. */
export const JOB_HEADER = 'FlixFlow-Job'

/** Of the tus protocol. The size is known at the start, so creation-defer-length is not offered. */
export const EXTENSIONS = [
  'creation',
  'creation-with-upload',
  'termination',
  'expiration',
  'checksum',
]

/** Ids of uploads whose rows exist but whose files are still to be made, by their request. */
const opening = new WeakMap<object, UploadId>()

class UploadStore extends FileStore {
  constructor() {
    super({
      directory: uploadFolder(),
      expirationPeriodInMilliseconds: ingestConfig.uploadLifetimeMs,
    })
    this.extensions = EXTENSIONS
  }
}

const options: Omit<ServerOptions, 'datastore'> = {
  path: UPLOADS_PATH,
  locker: new UploadLocker(),
  relativeLocation: true,
  maxSize: ingestConfig.maxBytes,
  disableTerminationForFinishedUploads: true,
  namingFunction: (request) => {
    const id = opening.get(request)
    if (!id) throw new Error('An upload is opened by its controller')
    return id
  },
  onUploadFinish: async (_request, upload) => {
    const jobId = await new CompleteUpload().handle({ uploadId: upload.id as UploadId })
    return { headers: { [JOB_HEADER]: jobId } }
  },
}

let server: Server | null = null

/**
 * Answers a request by the tus protocol 1.0.0. `openedAs` is the id that a creation gives to its
 * upload. Who may do it was decided before.
 */
export async function answerByTus(request: Request, openedAs?: UploadId): Promise<Response> {
  server ??= new Server({ ...options, datastore: new UploadStore() })
  if (openedAs) opening.set(request, openedAs)
  return server.handleWeb(request as Parameters<Server['handleWeb']>[0])
}
