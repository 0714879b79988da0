import db from '@adonisjs/lucid/services/db'
import type { ProfileId } from '#core/ids'

/**
 * Since when each profile that began anew has done so: whoever learns from what is watched leaves out
 * what such a profile watched or judged before.
 */
export class ListResets {
  async handle(): Promise<Map<ProfileId, Date>> {
    const rows: { profile_id: ProfileId; reset_at: Date }[] = await db
      .from('recommendations.resets')
      .select('profile_id', 'reset_at')
    return new Map(rows.map(({ profile_id: profileId, reset_at: resetAt }) => [profileId, resetAt]))
  }
}
