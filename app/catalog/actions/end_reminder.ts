import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock'
import type { ProfileId, TitleId } from '#core/ids'

/**
 * Takes a wish to be reminded back, or the notice away once it was kept. What was kept stays known,
 * so that nobody is told of one title twice.
 */
export class EndReminder {
  async handle(of: { profileId: ProfileId; titleId: TitleId }): Promise<void> {
    const where = { profile_id: of.profileId, title_id: of.titleId }
    await db.from('catalog.reminders').where(where).whereNull('reminded_at').delete()
    await db
      .from('catalog.reminders')
      .where(where)
      .whereNull('seen_at')
      .update({ seen_at: clock.date() })
  }
}
