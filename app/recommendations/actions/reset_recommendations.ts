import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { ProfileId } from '#core/ids'

/**
 * Has a profile begin anew: from now on, nothing that it watched or judged before says what it likes,
 * here or to the next model, and its favourites are forgotten. Its history and its opinions stay where
 * it sees them; what it has finished or refused is still not offered again. May be repeated.
 */
export class ResetRecommendations {
  async handle({ profileId }: { profileId: ProfileId }): Promise<void> {
    await db.transaction(async (trx) => {
      await trx.rawQuery(
        `insert into recommendations.resets (profile_id, reset_at) values (?, ?)
         on conflict (profile_id) do update set reset_at = excluded.reset_at`,
        [profileId, clock.date()]
      )
      await trx.from('recommendations.favourites').where('profile_id', profileId).delete()
    })
  }
}
