import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { E_LIST_FULL } from '../errors.js'
import { FindShownTitle } from '../queries/find_shown_title.js'
import type { ProfileViewing } from '../viewing.js'

/** More than anyone looks through. */
const MOST_LISTED = 1000

/** Puts a title first on a profile's list. One that stands there already stays where it is. */
export class AddToMyList {
  /**
   * @throws E_TITLE_NOT_FOUND when the profile may not come across it
   * @throws E_LIST_FULL
   */
  async handle({ titleId, viewing }: { titleId: TitleId; viewing: ProfileViewing }): Promise<void> {
    await new FindShownTitle().handle({ titleId, viewing })
    const { rows } = await db.rawQuery<{ rows: { listed: boolean }[] }>(
      `with added as (
         insert into catalog.my_list (profile_id, title_id, added_at)
         select :profileId, :titleId, :now
         where (select count(*) from catalog.my_list where profile_id = :profileId) < :most
         on conflict do nothing returning title_id)
       select exists (select from added) or exists (
         select from catalog.my_list where profile_id = :profileId and title_id = :titleId) as listed`,
      { profileId: viewing.profileId, titleId, now: clock.date(), most: MOST_LISTED }
    )
    if (!rows[0]!.listed) throw new E_LIST_FULL()
  }
}
