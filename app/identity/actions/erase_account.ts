import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { FindDataSubject } from '../queries/find_data_subject.js'

/** An erasure that has not ended after this was cut short, and is done again. Minutes. */
const TAKEN_OVER_AFTER_MINUTES = 10

/**
 * Erases an account in every module, if its day has come. Whoever erases first takes the account for
 * itself, and from then on logging in cannot keep it: half of it may be gone. False when the day has
 * not come, somebody logged in, or another process is at it.
 */
@inject()
export class EraseAccount {
  constructor(private findDataSubject: FindDataSubject) {}

  async handle({ accountId }: { accountId: AccountId }): Promise<boolean> {
    const now = clock.date()
    const taken = await db.rawQuery<{ rows: unknown[] }>(
      `update identity.accounts set erasing_since = :now
        where id = :accountId and erase_at <= :now
          and (erasing_since is null
               or erasing_since < :now::timestamptz - make_interval(mins => :minutes))
        returning id`,
      { accountId, now, minutes: TAKEN_OVER_AFTER_MINUTES }
    )
    if (taken.rows.length === 0) return false
    const subject = await this.findDataSubject.handle({ accountId })
    if (subject) await personalData.eraseAccount(subject)
    return true
  }
}
