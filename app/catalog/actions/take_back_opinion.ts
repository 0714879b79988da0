import db from '@adonisjs/lucid/services/db'
import type { ProfileId, TitleId } from '#core/ids'

/** Forgets what a profile thinks of a title, if it thinks anything. */
export class TakeBackOpinion {
  async handle(of: { profileId: ProfileId; titleId: TitleId }): Promise<void> {
    await db
      .from('catalog.opinions')
      .where({ profile_id: of.profileId, title_id: of.titleId })
      .delete()
  }
}
