import db from '@adonisjs/lucid/services/db'
import type { AccountId, TitleId } from '#core/ids'
import { FindAccount } from '#identity'
import { languagesFor } from '../viewing.js'

/** To whom a reminder goes, and what its title is called there; null when either is gone. */
export class FindReminderMail {
  async handle(of: {
    titleId: TitleId
    accountId: AccountId
  }): Promise<{ email: string; titleId: TitleId; name: string } | null> {
    const account = await new FindAccount().handle(of).catch(() => null)
    if (!account) return null
    const { titleId } = of
    const languages = languagesFor(account.profiles[0]?.language ?? 'en')
    const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
      `select coalesce((
         select x.name from catalog.title_translations x
         where x.title_id = t.id and x.language = any(:languages::text[])
           and array_position(:languages::text[], x.language)
             < coalesce(array_position(:languages::text[], t.language), 2147483647)
         order by array_position(:languages::text[], x.language) limit 1), t.name) as name
       from catalog.titles t where t.id = :titleId and t.state = 'published'`,
      { titleId, languages }
    )
    return rows[0] ? { email: account.email, titleId, name: rows[0].name } : null
  }
}
