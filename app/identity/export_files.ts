import type { Id } from '#core/ids'

export type ExportId = Id<'export'>

/** Where the file of an export lies in Drive: outside of all that an edge policy can name. */
export function exportFile(exportId: ExportId): string {
  return `exports/${exportId}.json`
}
