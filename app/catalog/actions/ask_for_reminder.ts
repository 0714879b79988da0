import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, TitleId } from '#core/ids'
import { E_NOT_COMING } from '../errors.js'
import { FindShownTitle } from '../queries/find_shown_title.js'
import type { ProfileViewing } from '../viewing.js'

/** Has a profile told when a coming title is out. Asking again changes nothing. */
export class AskForReminder {
  /**
   * @throws E_TITLE_NOT_FOUND when the profile may not come across it
   * @throws E_NOT_COMING when it is out already
   */
  async handle(input: {
    titleId: TitleId
    accountId: AccountId
    viewing: ProfileViewing
  }): Promise<void> {
    const { titleId, accountId, viewing } = input
    const { coming } = await new FindShownTitle().handle({ titleId, viewing })
    if (!coming) throw new E_NOT_COMING()
    await db.rawQuery(
      `insert into catalog.reminders (profile_id, account_id, title_id, asked_at)
       values (?, ?, ?, ?) on conflict do nothing`,
      [viewing.profileId, accountId, titleId, clock.date()]
    )
  }
}
