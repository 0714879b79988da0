import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { edit, type Edit } from '../editing/edit.js'

/** Takes a title back from viewers. What plays already goes on playing. */
export class UnpublishTitle {
  /** @throws E_TITLE_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle({ titleId, by, ifVersions }: { titleId: TitleId } & Edit): Promise<void> {
    const subject = { entity: 'title', id: titleId } as const
    await edit({ titleId }, { action: 'unpublish', subject, by, ifVersions }, async (trx) => {
      await trx
        .from('catalog.titles')
        .where({ id: titleId, state: 'published' })
        .update({
          ...{ state: 'draft', published_at: null, unpublish_at: null },
          updated_at: clock.date(),
        })
    })
  }
}
