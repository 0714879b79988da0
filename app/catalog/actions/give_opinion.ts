import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { TitleId } from '#core/ids'
import { FindShownTitle } from '../queries/find_shown_title.js'
import type { Opinion } from '../queries/find_title_standing.js'
import type { ProfileViewing } from '../viewing.js'

/** Says what a profile thinks of a title; a later opinion takes the place of an earlier one. */
export class GiveOpinion {
  /** @throws E_TITLE_NOT_FOUND when the profile may not come across it */
  async handle(input: {
    titleId: TitleId
    opinion: Opinion
    viewing: ProfileViewing
  }): Promise<void> {
    const { titleId, opinion, viewing } = input
    await new FindShownTitle().handle({ titleId, viewing })
    await db.rawQuery(
      `insert into catalog.opinions (profile_id, title_id, opinion, given_at) values (?, ?, ?, ?)
       on conflict (profile_id, title_id)
       do update set opinion = excluded.opinion, given_at = excluded.given_at`,
      [viewing.profileId, titleId, opinion, clock.date()]
    )
  }
}
