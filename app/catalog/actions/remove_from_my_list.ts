import db from '@adonisjs/lucid/services/db'
import type { ProfileId, TitleId } from '#core/ids'

/** Takes a title off a profile's list. One that is not there is as good as taken off. */
export class RemoveFromMyList {
  async handle(of: { profileId: ProfileId; titleId: TitleId }): Promise<void> {
    await db
      .from('catalog.my_list')
      .where({ profile_id: of.profileId, title_id: of.titleId })
      .delete()
  }
}
