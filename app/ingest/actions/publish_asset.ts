import db from '@adonisjs/lucid/services/db'
import type { AssetId, TranscodeJobId } from '#core/ids'
import { JobFailedError } from '../job_failure.js'
import type { StreamDescription } from '../pipeline/index.js'

/** Records that an asset's streams are in storage, from which moment they are reused. */
export class PublishAsset {
  /** @throws JobFailedError when another job makes the asset by now */
  async handle(input: { assetId: AssetId; jobId: TranscodeJobId; stream: StreamDescription }) {
    const { rows } = await db.rawQuery<{ rows: unknown[] }>(
      `update ingest.assets set state = 'published', stream = ?::jsonb, content_hash = ?,
         published_at = coalesce(published_at, now())
       where id = ? and working_job_id = ? returning id`,
      [JSON.stringify(input.stream), input.stream.contentHash, input.assetId, input.jobId]
    )
    if (rows.length === 0) {
      throw new JobFailedError('ingest.asset-taken', 'Another job makes this asset', true)
    }
  }
}
