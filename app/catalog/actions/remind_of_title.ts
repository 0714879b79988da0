import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, TitleId } from '#core/ids'
import { mailReminder } from '../jobs/reminder_queue.js'

const ACCOUNTS_AT_ONCE = 500
const EVERYWHERE = '*'
/** Of a reminder `r`, whether its country is one of them. */
const ASKED_IN = '(r.country = any(:countries::text[]) or :everywhere = any(:countries::text[]))'

interface Waiting {
  accountId: AccountId
  /** Another of the account's profiles was reminded before. */
  mailed: boolean
}

/**
 * Tells everyone who asked in a country in which the title can be watched now that it is out: a notice on the home of each profile, and one mail to each account, however many of its
 * profiles asked and however often this runs. The mail is queued first, by a name that the queue
 * takes once; then the reminders are marked as kept. Whoever asked elsewhere goes on waiting.
 */
export class RemindOfTitle {
  async handle({ titleId }: { titleId: TitleId }): Promise<void> {
    const countries = await this.#openIn(titleId)
    if (countries.length === 0) return
    let after: AccountId | null = null
    for (;;) {
      const waiting = await this.#waiting({ titleId, countries, after })
      if (waiting.length === 0) return
      await this.#tell(titleId, countries, waiting)
      after = waiting.at(-1)!.accountId
    }
  }

  /** `*` stands for all countries. By `availability_of_title`. */
  async #openIn(titleId: TitleId): Promise<string[]> {
    const { rows } = await db.rawQuery<{ rows: { country: string }[] }>(
      `select case when t.windowed then w.country else :everywhere end as country
       from catalog.titles t left join catalog.availability w on w.title_id = t.id
         and w.starts_at <= now() and (w.ends_at is null or now() < w.ends_at)
       where t.id = :titleId and t.state = 'published'`,
      { titleId, everywhere: EVERYWHERE }
    )
    return rows.flatMap(({ country }) => country ?? [])
  }

  /** By `reminders_due`. */
  async #waiting(due: {
    titleId: TitleId
    countries: readonly string[]
    after: AccountId | null
  }): Promise<Waiting[]> {
    const { rows } = await db.rawQuery<{ rows: Waiting[] }>(
      `select r.account_id as "accountId", exists (
         select from catalog.reminders k
         where k.title_id = r.title_id and k.account_id = r.account_id
           and k.reminded_at is not null) as mailed
       from catalog.reminders r
       where r.title_id = :titleId and r.reminded_at is null and ${ASKED_IN}
         and (:after::uuid is null or r.account_id > :after)
       group by r.account_id, r.title_id order by r.account_id limit :most`,
      { ...due, most: ACCOUNTS_AT_ONCE, everywhere: EVERYWHERE }
    )
    return rows
  }

  async #tell(
    titleId: TitleId,
    countries: readonly string[],
    accounts: readonly Waiting[]
  ): Promise<void> {
    for (const { accountId, mailed } of accounts) {
      if (!mailed) await mailReminder({ titleId, accountId })
    }
    const accountIds = accounts.map(({ accountId }) => accountId)
    await db.rawQuery(
      `update catalog.reminders r set reminded_at = :now
       where r.title_id = :titleId and r.account_id = any(:accountIds::uuid[])
         and r.reminded_at is null and ${ASKED_IN}`,
      { titleId, countries, accountIds, everywhere: EVERYWHERE, now: clock.date() }
    )
  }
}
