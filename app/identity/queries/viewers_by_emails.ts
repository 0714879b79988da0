import db from '@adonisjs/lucid/services/db'
import type { AccountId, ProfileId } from '#core/ids'

/** The first profile of an account. */
export interface AccountViewer {
  accountId: AccountId
  profileId: ProfileId
  /** Unix ms. */
  createdAt: number
}

interface Row {
  account_id: AccountId
  profile_id: ProfileId
  created_at: Date
}

/** Who watches by the accounts of some e-mails, one profile each. By `accounts_email_unique`. */
export class ViewersByEmails {
  async handle({ emails }: { emails: readonly string[] }): Promise<AccountViewer[]> {
    const { rows } = await db.rawQuery<{ rows: Row[] }>(
      `select distinct on (a.id) a.id as account_id, p.id as profile_id, p.created_at
       from identity.accounts a join identity.profiles p on p.account_id = a.id
       where lower(a.email) = any(?::text[])
       order by a.id, p.created_at, p.id`,
      [emails.map((email) => email.toLowerCase())]
    )
    return rows.map(({ account_id: accountId, profile_id: profileId, created_at: createdAt }) => {
      return { accountId, profileId, createdAt: createdAt.getTime() }
    })
  }
}
