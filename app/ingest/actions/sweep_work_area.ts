import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import ingestConfig from '#config/ingest'
import { clock } from '#core/clock'
import { isId, type TranscodeJobId, type UploadId } from '#core/ids'
import TranscodeJob from '../models/transcode_job.js'
import Upload from '../models/upload.js'
import { removeWorkFolder, uploadFolder, workRoot } from '../work_area.js'
import { RemoveUploadFile } from './remove_upload_file.js'

/** A folder without a row may belong to a job that is being written just now. */
const NEW_FOLDER_MS = 3_600_000

/** Frees the disk of uploads that were given up, and of folders that no job needs any more. */
export class SweepWorkArea {
  async handle(): Promise<{ uploads: number; folders: number }> {
    return { uploads: await this.#sweepUploads(), folders: await this.#sweepFolders() }
  }

  async #sweepUploads(): Promise<number> {
    const expired = await Upload.query()
      .where('state', 'receiving')
      .where('expiresAt', '<', clock.date())
    const finished = await Upload.query()
      .where('state', 'complete')
      .whereIn(
        'id',
        TranscodeJob.query().whereIn('state', ['succeeded', 'cancelled']).select('uploadId')
      )
    for (const { id } of [...expired, ...finished]) {
      await new RemoveUploadFile().handle({ uploadId: id })
    }
    const known = await idsIn(uploadFolder())
    const rowless = await withoutRow(known, (ids) => Upload.query().whereIn('id', ids).select('id'))
    for (const id of rowless) await new RemoveUploadFile().handle({ uploadId: id as UploadId })
    return expired.length + finished.length + rowless.length
  }

  async #sweepFolders(): Promise<number> {
    const ids = (await idsIn(workRoot())) as TranscodeJobId[]
    const jobs = await TranscodeJob.query().whereIn('id', ids)
    const keepFailedSince = DateTime.fromMillis(clock.now() - ingestConfig.failedInputLifetimeMs)
    const done = jobs.filter(
      ({ state, finishedAt }) =>
        state === 'succeeded' ||
        state === 'cancelled' ||
        (state === 'failed' && finishedAt! < keepFailedSince)
    )
    const rowless = await withoutRow(ids, async () => jobs)
    const free = [...done.map(({ id }) => id), ...(rowless as TranscodeJobId[])]
    for (const id of free) await removeWorkFolder(id)
    return free.length
  }
}

/** Names in a folder that are ids, of entries that are not new. */
async function idsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const old: string[] = []
  for (const id of names.filter(isId)) {
    const found = await stat(join(folder, id)).catch(() => null)
    if (found && clock.now() - found.mtimeMs > NEW_FOLDER_MS) old.push(id)
  }
  return old
}

async function withoutRow(
  ids: string[],
  find: (ids: string[]) => PromiseLike<{ id: string }[]>
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = new Set((await find(ids)).map(({ id }) => id))
  return ids.filter((id) => !rows.has(id))
}
