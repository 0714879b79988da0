import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import { exportFile, type ExportId } from './export_files.js'
import { withdrawExport } from './jobs/export_queue.js'

/** Removes an export whole: the job that would make it, its file, and its row last. */
export async function removeExport(exportId: ExportId): Promise<void> {
  await withdrawExport(exportId)
  await drive.use().delete(exportFile(exportId))
  await db.from('identity.exports').where('id', exportId).delete()
}

/** Removes all exports of an account. */
export async function removeExports(accountId: AccountId): Promise<void> {
  const kept: { id: ExportId }[] = await db
    .from('identity.exports')
    .where('account_id', accountId)
    .select('id')
  for (const { id } of kept) await removeExport(id)
}
