import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { AccountId, ProfileId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { E_PROFILE_LAST, E_PROFILE_NOT_FOUND } from '../errors.js'
import Profile from '../models/profile.js'
import { lockAccount } from '../profile_rules.js'

/**
 * Deletes a profile, with all that is kept of it in every module. What a player reports for it
 * later, or what a failure leaves, goes at night.
 * @throws E_PROFILE_NOT_FOUND
 * @throws E_PROFILE_LAST when it is the account's only one.
 */
export class DeleteProfile {
  async handle(input: { accountId: AccountId; profileId: ProfileId }): Promise<void> {
    await db.transaction(async (client) => {
      const profiles = await lockAccount(client, input.accountId)
      const profile = await Profile.query({ client })
        .where({ id: input.profileId, accountId: input.accountId })
        .first()
      if (!profile) throw new E_PROFILE_NOT_FOUND()
      if (profiles === 1) {
        throw new E_PROFILE_LAST({ detail: 'This is the only profile. Add another one first.' })
      }
      await client.table('identity.deleted_profiles').insert({
        profile_id: profile.id,
        account_id: input.accountId,
        deleted_at: clock.date(),
      })
      await profile.delete()
    })
    await personalData.eraseProfile(input)
  }
}
