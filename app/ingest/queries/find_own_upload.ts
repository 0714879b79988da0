import { isId, type AccountId, type UploadId } from '#core/ids'
import { E_UPLOAD_NOT_FOUND } from '../errors.js'
import Upload from '../models/upload.js'

/** An upload of this account. Another account's is as unknown as one that never was. */
export class FindOwnUpload {
  /** @throws E_UPLOAD_NOT_FOUND */
  async handle(input: { accountId: AccountId; uploadId: UploadId }): Promise<Upload> {
    const upload = isId(input.uploadId)
      ? await Upload.query().where({ id: input.uploadId, accountId: input.accountId }).first()
      : null
    if (!upload) throw new E_UPLOAD_NOT_FOUND()
    return upload
  }
}
