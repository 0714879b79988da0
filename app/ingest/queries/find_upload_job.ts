import type { UploadId } from '#core/ids'
import TranscodeJob from '../models/transcode_job.js'

/** The job of an upload; null while the upload is not complete. */
export class FindUploadJob {
  handle(input: { uploadId: UploadId }): Promise<TranscodeJob | null> {
    return TranscodeJob.query().where('uploadId', input.uploadId).first()
  }
}
