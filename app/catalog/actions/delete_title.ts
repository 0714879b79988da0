import type { TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'

/**
 * Takes a title out of the catalogue for good, with its seasons, episodes and extras. What plays
 * already goes on playing: its streams stay where they are. Its history stays readable.
 */
export class DeleteTitle {
  /** @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle({ titleId, by, ifVersions }: { titleId: TitleId } & Edit): Promise<void> {
    const subject = { entity: 'title', id: titleId } as const
    await edit({ titleId }, { action: 'delete', subject, by, ifVersions }, async (trx) => {
      await trx.from('catalog.titles').where('id', titleId).delete()
    })
  }
}
