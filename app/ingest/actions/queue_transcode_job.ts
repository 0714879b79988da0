import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { AccountId, TranscodeJobId, UploadId } from '#core/ids'
import TranscodeJob from '../models/transcode_job.js'
import type { StreamOwner } from '../stream_owner.js'

export interface NewTranscodeJob {
  id: TranscodeJobId
  owner: StreamOwner
  filename: string
  sourceBytes: number
  accountId?: AccountId
  uploadId?: UploadId
  claimedType?: string | null
  claimedSha256?: Buffer | null
}

/** Writes a job whose source is in its work folder. Deliver it once the transaction is committed. */
export class QueueTranscodeJob {
  async handle(input: NewTranscodeJob, trx?: TransactionClientContract): Promise<void> {
    await TranscodeJob.create(
      {
        id: input.id,
        accountId: input.accountId ?? null,
        uploadId: input.uploadId ?? null,
        titleId: input.owner.titleId ?? null,
        episodeId: input.owner.episodeId ?? null,
        filename: input.filename,
        sourceBytes: input.sourceBytes,
        claimedType: input.claimedType ?? null,
        claimedSha256: input.claimedSha256 ?? null,
      },
      trx ? { client: trx } : undefined
    )
  }
}
