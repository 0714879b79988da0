import { access } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import ingestConfig from '#config/ingest'
import { newId, type AssetId, type TranscodeJobId } from '#core/ids'
import type { StreamDescription } from '../pipeline/index.js'

export type AssetClaim =
  /** This job makes the asset. */
  | { kind: 'mine'; assetId: AssetId }
  /** Another job is making it: this one waits for it. */
  | { kind: 'busy'; assetId: AssetId }
  /** It is there. `reused` unless this job had made it before it was interrupted. */
  | { kind: 'published'; assetId: AssetId; stream: StreamDescription; reused: boolean }

interface AssetRow {
  id: AssetId
  state: 'processing' | 'published' | 'failed'
  working_job_id: TranscodeJobId | null
  stream: StreamDescription | null
  worker_alive: boolean
}

/** Finds or begins the one live asset of a source, told by its SHA-256. */
export class ClaimAsset {
  async handle(input: {
    jobId: TranscodeJobId
    sha256: Buffer
    sourceBytes: number
  }): Promise<AssetClaim> {
    return db.transaction(async (trx) => {
      await trx.rawQuery(`select pg_advisory_xact_lock(hashtextextended(?, 0))`, [
        `ingest.asset:${input.sha256.toString('hex')}`,
      ])
      const { rows } = await trx.rawQuery<{ rows: AssetRow[] }>(
        `select a.id, a.state, a.working_job_id, a.stream,
                coalesce(j.state in ('queued', 'running'), false) as worker_alive
         from ingest.assets a left join ingest.transcode_jobs j on j.id = a.working_job_id
         where a.source_sha256 = ?
         order by (a.state = 'failed'), a.created_at desc limit 1`,
        [input.sha256]
      )
      const claim = await this.#decide(rows[0], input.jobId)
      if (claim.kind === 'mine') {
        await trx.rawQuery(
          `insert into ingest.assets (id, source_sha256, source_bytes, state, working_job_id)
           values (?, ?, ?, 'processing', ?)
           on conflict (id) do update set state = 'processing', stream = null, published_at = null,
             working_job_id = excluded.working_job_id`,
          [claim.assetId, input.sha256, input.sourceBytes, input.jobId]
        )
      }
      await trx.rawQuery('update ingest.transcode_jobs set asset_id = ? where id = ?', [
        claim.assetId,
        input.jobId,
      ])
      return claim
    })
  }

  async #decide(asset: AssetRow | undefined, jobId: TranscodeJobId): Promise<AssetClaim> {
    if (!asset) return { kind: 'mine', assetId: newId<AssetId>() }
    const isMine = asset.working_job_id === jobId
    if (asset.stream && (await isInStorage(asset.stream))) {
      return { kind: 'published', assetId: asset.id, stream: asset.stream, reused: !isMine }
    }
    const busy = asset.state === 'processing' && !isMine && asset.worker_alive
    return { kind: busy ? 'busy' : 'mine', assetId: asset.id }
  }
}

/** A published asset whose files were lost is made again instead of being told of. */
async function isInStorage(stream: StreamDescription): Promise<boolean> {
  const manifest = join(ingestConfig.storageFolder, stream.basePath, stream.dash)
  return access(manifest).then(
    () => true,
    () => false
  )
}
