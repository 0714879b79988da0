import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { NO_MATURITY_LIMIT } from '../models/profile.js'
import { hashPassword } from '../password.js'

const ROWS_AT_ONCE = 1000

/**
 * Creates many accounts with one profile each that all share one password, for load tests: the
 * password is hashed once, so thousands take a second. An e-mail that has an account keeps it.
 */
export class CreateLoadAccounts {
  /** @returns how many accounts are new */
  async handle(input: { emails: readonly string[]; password: string }): Promise<number> {
    const passwordHash = await hashPassword(input.password)
    let created = 0
    for (let from = 0; from < input.emails.length; from += ROWS_AT_ONCE) {
      created += await this.#insert(input.emails.slice(from, from + ROWS_AT_ONCE), passwordHash)
    }
    return created
  }

  async #insert(emails: readonly string[], passwordHash: string): Promise<number> {
    const ids = emails.map(() => newId())
    const profileIds = emails.map(() => newId())
    const { rowCount } = await db.rawQuery(
      `with given as (
         select * from unnest(?::uuid[], ?::uuid[], ?::text[]) as given (id, profile_id, email)
       ), created as (
         insert into identity.accounts
           (id, email, password_hash, email_verified_at, created_at, updated_at)
         select id, email, ?, ?, ?, ? from given
         on conflict do nothing
         returning id
       )
       insert into identity.profiles
         (id, account_id, name, language, maturity_limit, created_at, updated_at)
       select profile_id, id, 'Me', 'en', ?, ?, ? from given join created using (id)`,
      [
        ids,
        profileIds,
        emails,
        passwordHash,
        clock.date(),
        clock.date(),
        clock.date(),
        NO_MATURITY_LIMIT,
        clock.date(),
        clock.date(),
      ] as never
    )
    return rowCount as number
  }
}
