import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, TitleId } from '#core/ids'
import { E_NOT_COMING, E_TITLE_NOT_FOUND } from '../errors.js'
import { FindTitleStanding } from '../queries/find_title_standing.js'
import type { ProfileViewing } from '../viewing.js'

/**
 * Has a profile told when a title is out that is coming, or opens later in the country in which it asks.
 * Asking again changes nothing, but for the country of who asks in another one.
 */
export class AskForReminder {
  /**
   * @throws E_TITLE_NOT_FOUND when the profile may not come across it
   * @throws E_NOT_COMING when it is out already, or never will be here
   */
  async handle(input: {
    titleId: TitleId
    accountId: AccountId
    viewing: ProfileViewing
  }): Promise<void> {
    const { titleId, accountId, viewing } = input
    const standing = await new FindTitleStanding().handle({ titleId, viewing })
    if ((standing.maturity ?? 18) > viewing.maturityLimit) throw new E_TITLE_NOT_FOUND()
    const opensLater = !standing.available && standing.opens_at !== null
    if (standing.state !== 'draft' && !opensLater) throw new E_NOT_COMING()
    await db.rawQuery(
      `insert into catalog.reminders (profile_id, account_id, title_id, country, asked_at)
       values (?, ?, ?, ?, ?)
       on conflict (profile_id, title_id) do update set country = excluded.country
         where reminders.country <> excluded.country and reminders.reminded_at is null`,
      [viewing.profileId, accountId, titleId, viewing.country, clock.date()]
    )
  }
}
