import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, TitleId } from '#core/ids'
import { mailReminder } from '../jobs/reminder_queue.js'

const ACCOUNTS_AT_ONCE = 500

/**
 * Tells everyone who asked that a title is out: a notice on the home of each profile, and one mail
 * to each account, however many of its profiles asked and however often this runs. The mail is
 * queued first, by a name that the queue takes once; then the reminders are marked as kept.
 */
export class RemindOfTitle {
  async handle({ titleId }: { titleId: TitleId }): Promise<void> {
    for (;;) {
      const accounts = await this.#due(titleId)
      if (accounts.length === 0) return
      for (const { accountId, mailed } of accounts) {
        if (!mailed) await mailReminder({ titleId, accountId })
      }
      await db
        .from('catalog.reminders')
        .where('title_id', titleId)
        .whereIn(
          'account_id',
          accounts.map(({ accountId }) => accountId)
        )
        .whereNull('reminded_at')
        .update({ reminded_at: clock.date() })
    }
  }

  /** By `reminders_due`. `mailed`: another of the account's profiles was reminded before. */
  async #due(titleId: TitleId): Promise<{ accountId: AccountId; mailed: boolean }[]> {
    const { rows } = await db.rawQuery<{ rows: { accountId: AccountId; mailed: boolean }[] }>(
      `select r.account_id as "accountId", exists (
         select from catalog.reminders k
         where k.title_id = r.title_id and k.account_id = r.account_id
           and k.reminded_at is not null) as mailed
       from catalog.reminders r join catalog.titles t on t.id = r.title_id
       where r.title_id = ? and r.reminded_at is null and t.state = 'published'
       group by r.account_id, r.title_id limit ?`,
      [titleId, ACCOUNTS_AT_ONCE]
    )
    return rows
  }
}
