import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import Upload from '../models/upload.js'
import type { UploadId } from '#core/ids'
import { uploadFolder } from '../work_area.js'

/** Removes the bytes of an upload. Its row stays, so that its job still tells where it came from. */
export class RemoveUploadFile {
  async handle(input: { uploadId: UploadId }): Promise<void> {
    const path = join(uploadFolder(), input.uploadId)
    await Promise.all([rm(path, { force: true }), rm(`${path}.json`, { force: true })])
    await Upload.query().where('id', input.uploadId).update({ state: 'removed' })
  }
}
