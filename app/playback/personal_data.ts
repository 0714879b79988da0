import db from '@adonisjs/lucid/services/db'
import type { AccountId, PlaySessionId } from '#core/ids'
import { personalData } from '#core/personal_data'
import { streamLeases } from './leases/stream_leases.js'

/** Redis remembers the end of a session as long as its tokens live: only of the newest. */
const MOST_REMEMBERED = 1_000

async function lateSessions(accountId: AccountId): Promise<PlaySessionId[]> {
  const newest: { id: PlaySessionId }[] = await db
    .from('playback.play_sessions')
    .where('account_id', accountId)
    .orderBy('id', 'desc')
    .limit(MOST_REMEMBERED)
    .select('id')
  return newest.map(({ id }) => id)
}

const OF_PROFILES = ['playback.progress', 'playback.bookmarks', 'playback.track_choices']
const OF_ACCOUNTS = ['playback.play_sessions', 'playback.quality']

/**
 * What playback keeps of people: each play and how well it went, how far each film or episode was
 * watched, which moments were marked, and which tracks were chosen.
 */
personalData.register({
  section: 'viewing',

  async exportOf({ accountId, profileIds }) {
    const plays = await db
      .from('playback.play_sessions')
      .where('account_id', accountId)
      .orderBy('id')
      .select(
        'id',
        'profile_id',
        'device_id',
        'title_id',
        'episode_id',
        'started_at',
        'ended_at',
        'country'
      )
    const progress = await db
      .from('playback.progress')
      .whereIn('profile_id', [...profileIds])
      .orderBy(['profile_id', 'playable_id'])
    const ofProfiles = (table: string) =>
      db.from(`playback.${table}`).whereIn('profile_id', [...profileIds])
    const bookmarks = await ofProfiles('bookmarks').orderBy('id')
    const tracks = await ofProfiles('track_choices').orderBy(['profile_id', 'title_id'])
    const quality = await db
      .from('playback.quality')
      .where('account_id', accountId)
      .orderBy('started_at')
    return {
      plays,
      bookmarks: bookmarks.map(({ position_ms: positionMs, ...of }) => ({
        ...of,
        position_seconds: positionMs / 1000,
      })),
      sound_and_subtitles: tracks,
      quality,
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

  async eraseAccount({ accountId, profileIds, deviceIds }) {
    const sessionIds = await lateSessions(accountId)
    await streamLeases.forget({ accountId, deviceIds, sessionIds })
    for (const table of OF_PROFILES) {
      await db
        .from(table)
        .whereIn('profile_id', [...profileIds])
        .delete()
    }
    for (const table of OF_ACCOUNTS) await db.from(table).where('account_id', accountId).delete()
  },

  async eraseProfile({ accountId, profileId }) {
    for (const table of OF_PROFILES) await db.from(table).where('profile_id', profileId).delete()
    for (const table of OF_ACCOUNTS) {
      await db.from(table).where({ account_id: accountId, profile_id: profileId }).delete()
    }
  },
})
