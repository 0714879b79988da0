import db from '@adonisjs/lucid/services/db'
import { personalData } from '#core/personal_data'

/** What playback keeps of people: each play, and how far each film or episode was watched. */
personalData.register({
  section: 'viewing',

  async exportOf({ accountId, profileIds }) {
    const plays = await db
      .from('playback.play_sessions')
      .where('account_id', accountId)
      .orderBy('id')
      .select('id', 'profile_id', 'device_id', 'title_id', 'episode_id', 'started_at', 'ended_at')
    const progress = await db
      .from('playback.progress')
      .whereIn('profile_id', [...profileIds])
      .orderBy(['profile_id', 'playable_id'])
    return {
      plays,
      progress: progress.map((of) => ({
        profile_id: of.profile_id,
        title_id: of.title_id,
        episode_id: of.episode_id,
        position_seconds: of.position_ms / 1000,
        duration_seconds: of.duration_ms / 1000,
        watched_at: of.observed_at,
        finished_at: of.finished_at,
        removed_from_history_at: of.hidden_at,
      })),
    }
  },

  async eraseAccount({ accountId, profileIds }) {
    await db
      .from('playback.progress')
      .whereIn('profile_id', [...profileIds])
      .delete()
    await db.from('playback.play_sessions').where('account_id', accountId).delete()
  },

  async eraseProfile({ accountId, profileId }) {
    await db.from('playback.progress').where('profile_id', profileId).delete()
    await db
      .from('playback.play_sessions')
      .where({ account_id: accountId, profile_id: profileId })
      .delete()
  },
})
