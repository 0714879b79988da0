import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { E_CATALOG_INCOMPLETE, E_TITLE_NOT_FOUND } from '../errors.js'
import { TitlePublished } from '../events.js'
import { missingForPublication, publicationPartsOf } from '../publication.js'

/**
 * Shows a title to viewers; of a show, also its episodes that have a video. Publishing again brings
 * out the episodes that came since.
 */
export class PublishTitle {
  /**
   * @throws E_TITLE_NOT_FOUND
   * @throws E_CATALOG_INCOMPLETE naming every part that is missing
   */
  async handle({ titleId }: { titleId: TitleId }): Promise<void> {
    const isNews = await db.transaction(async (trx) => {
      await trx.from('catalog.titles').where('id', titleId).forUpdate().select('id')
      const parts = await publicationPartsOf(trx, titleId)
      if (!parts) throw new E_TITLE_NOT_FOUND()
      const missing = missingForPublication(parts)
      if (missing.length > 0) {
        const detail = `Still missing: ${missing.map((part) => part.field).join(', ')}.`
        throw new E_CATALOG_INCOMPLETE({ detail, fields: missing })
      }
      const published = { state: 'published', published_at: clock.date(), updated_at: clock.date() }
      const drafts = { state: 'draft' }
      const titles = await trx
        .from('catalog.titles')
        .where({ id: titleId, ...drafts })
        .update(published)
      const episodes = await trx
        .from('catalog.episodes')
        .where({ title_id: titleId, ...drafts })
        .whereNotNull('asset_id')
        .update(published)
      return Number(titles) + Number(episodes) > 0
    })
    if (isNews) await TitlePublished.dispatch(titleId)
  }
}
