import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { AccountId, Id } from '#core/ids'

export type ExportId = Id<'export'>

/** Where the file of an export lies in Drive: outside of all that an edge policy can name. */
export function exportFile(exportId: ExportId): string {
  return `exports/${exportId}.json`
}

export async function removeExportFile(exportId: ExportId): Promise<void> {
  await drive.use().delete(exportFile(exportId))
}

/** Removes the files of all of an account's exports. */
export async function removeExportFiles(accountId: AccountId): Promise<void> {
  const kept: { id: ExportId }[] = await db
    .from('identity.exports')
    .where('account_id', accountId)
    .select('id')
  for (const { id } of kept) await removeExportFile(id)
}
