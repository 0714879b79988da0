import { open } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock'
import { newId, type TranscodeJobId, type UploadId } from '#core/ids'
import { deliver } from '../jobs/transcode_queue.js'
import TranscodeJob from '../models/transcode_job.js'
import Upload from '../models/upload.js'
import { ownerOf } from '../stream_owner.js'
import { placeSource, uploadFolder } from '../work_area.js'
import { QueueTranscodeJob } from './queue_transcode_job.js'

/** Begins the job of an upload whose last byte has arrived. Called twice, it gives the same job. */
export class CompleteUpload {
  async handle(input: { uploadId: UploadId }): Promise<TranscodeJobId> {
    const begun = await db.transaction(async (trx) => {
      const upload = await Upload.query({ client: trx })
        .where('id', input.uploadId)
        .forUpdate()
        .firstOrFail()
      const known = await TranscodeJob.query({ client: trx }).where('uploadId', upload.id).first()
      if (known) return { id: known.id, isNew: false }

      const id = newId<TranscodeJobId>()
      const path = join(uploadFolder(), upload.id)
      await sync(path)
      await placeSource(path, id)
      await new QueueTranscodeJob().handle(
        {
          id,
          owner: ownerOf(upload),
          filename: upload.filename,
          sourceBytes: upload.sizeBytes,
          accountId: upload.accountId ?? undefined,
          uploadId: upload.id,
          claimedType: upload.claimedType,
          claimedSha256: upload.claimedSha256,
        },
        trx
      )
      await upload
        .merge({ state: 'complete', completedAt: DateTime.fromMillis(clock.now()) })
        .save()
      return { id, isNew: true }
    })
    if (begun.isNew) await deliver(begun.id)
    return begun.id
  }
}

/** What was acknowledged to the sender outlives a power cut. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
