import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { E_TITLE_NOT_FOUND } from '../errors.js'

/** Takes a title back from viewers. What plays already goes on playing. */
export class UnpublishTitle {
  /** @throws E_TITLE_NOT_FOUND */
  async handle({ titleId }: { titleId: TitleId }): Promise<void> {
    const changed = await db
      .from('catalog.titles')
      .where('id', titleId)
      .update({ state: 'draft', published_at: null, updated_at: clock.date() })
    if (Number(changed) === 0) throw new E_TITLE_NOT_FOUND()
  }
}
