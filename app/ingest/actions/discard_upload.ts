import type { UploadId } from '#core/ids'
import Upload from '../models/upload.js'
import { RemoveUploadFile } from './remove_upload_file.js'

/** Ends an upload that has not become a job. */
export class DiscardUpload {
  async handle(input: { uploadId: UploadId }): Promise<void> {
    const upload = await Upload.query()
      .where('id', input.uploadId)
      .whereNot('state', 'complete')
      .first()
    if (upload) await new RemoveUploadFile().handle(input)
  }
}
