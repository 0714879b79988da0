import db from '@adonisjs/lucid/services/db'
import type { AccountId } from '#core/ids'
import type { DataSubject } from '#core/personal_data'

/** Whose data an account's are: with profiles that were deleted lately, and devices that ended. */
export class FindDataSubject {
  async handle(input: { accountId: AccountId }): Promise<DataSubject | null> {
    const found = await db.rawQuery<{ rows: Omit<DataSubject, 'accountId'>[] }>(
      `select email,
              array(select id from identity.profiles where account_id = :accountId
                    union
                    select profile_id from identity.deleted_profiles
                     where account_id = :accountId) as "profileIds",
              array(select id from identity.devices where account_id = :accountId) as "deviceIds"
         from identity.accounts where id = :accountId`,
      input
    )
    const [subject] = found.rows
    return subject ? { accountId: input.accountId, ...subject } : null
  }
}
