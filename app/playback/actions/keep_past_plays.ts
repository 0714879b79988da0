import playback from '#config/playback'
import db from '@adonisjs/lucid/services/db'
import type { SkipMarker } from '#catalog'
import { clock } from '#core/clock'
import type {
  AccountId,
  AssetId,
  DeviceId,
  EpisodeId,
  PlaySessionId,
  ProfileId,
  TitleId,
} from '#core/ids'
import { GENERATED_IDS } from '#core/seeded_random'
import { mergeObservations, progressKeyOf, type Observation } from '../heartbeats/observation.js'
import { finishedFromMs } from '../viewing_rules.js'
import { DAY_MS, REMEMBERED_DAYS } from './roll_up_popularity.js'

/** A play that is over. Times are Unix ms, positions and durations ms. */
export interface PastPlay {
  sessionId: PlaySessionId
  accountId: AccountId
  profileId: ProfileId
  deviceId: DeviceId
  /** ISO 3166-1 alpha-2. */
  country: string
  titleId: TitleId
  episodeId: EpisodeId | null
  /** Null for what had no video to play: then no session is kept, but where the profile stands. */
  assetId: AssetId | null
  startedAt: number
  endedAt: number
  positionMs: number
  durationMs: number
  skipMarkers: readonly SkipMarker[]
}

/**
 * Keeps many plays of the past at once, as their sessions and heartbeats would have left them. Plays
 * of one profile must come together. What a profile has watched already stays.
 */
export class KeepPastPlays {
  async handle({ plays }: { plays: readonly PastPlay[] }): Promise<void> {
    if (plays.length === 0) return
    await writeSessions(plays)
    await writeProgress(plays)
  }
}

/** Has the days of the past counted again, when plays of the past came or went. */
export class RecountDays {
  async handle(): Promise<void> {
    const oldest = new Date(clock.now() - REMEMBERED_DAYS * DAY_MS).toISOString().slice(0, 10)
    await db.from('playback.title_days').where('day', '>=', oldest).delete()
  }
}

/** Removes all that generated profiles watched, and nothing else. */
export class DeleteGeneratedPlays {
  async handle(): Promise<void> {
    const { first, last } = GENERATED_IDS
    for (const [table, key] of [
      ['playback.progress', 'profile_id'],
      ['playback.play_sessions', 'account_id'],
    ] as const) {
      await db.from(table).where(key, '>=', first).where(key, '<', last).delete()
    }
  }
}

/** An array as PostgreSQL reads it. Only of ids, numbers and codes, which need no quotes. */
function column<Row>(rows: readonly Row[], of: (row: Row) => string | number | null): string {
  return `{${rows.map((row) => of(row) ?? 'null').join(',')}}`
}

async function writeSessions(plays: readonly PastPlay[]): Promise<void> {
  const played = plays.filter(({ assetId }) => assetId !== null)
  await db.rawQuery(
    `insert into playback.play_sessions
       (id, account_id, profile_id, device_id, title_id, episode_id, asset_id, country,
        started_at, ended_at)
     select id, account_id, profile_id, device_id, title_id, episode_id, asset_id, country,
       to_timestamp(started_at / 1000.0), to_timestamp(ended_at / 1000.0)
     from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[],
         ?::text[], ?::bigint[], ?::bigint[])
       as played (id, account_id, profile_id, device_id, title_id, episode_id, asset_id, country,
         started_at, ended_at)
     on conflict do nothing`,
    [
      column(played, ({ sessionId }) => sessionId),
      column(played, ({ accountId }) => accountId),
      column(played, ({ profileId }) => profileId),
      column(played, ({ deviceId }) => deviceId),
      column(played, ({ titleId }) => titleId),
      column(played, ({ episodeId }) => episodeId),
      column(played, ({ assetId }) => assetId),
      column(played, ({ country }) => country),
      column(played, ({ startedAt }) => startedAt),
      column(played, ({ endedAt }) => endedAt),
    ]
  )
}

async function writeProgress(plays: readonly PastPlay[]): Promise<void> {
  const merged = new Map<string, Observation>()
  for (const play of plays) {
    const seen = lastObservationOf(play)
    const key = progressKeyOf(seen)
    const other = merged.get(key)
    merged.set(key, other ? mergeObservations(other, seen) : seen)
  }
  const rows = [...merged.values()]
  await db.rawQuery(
    `insert into playback.progress
       (profile_id, playable_id, title_id, episode_id, session_id, viewing_started_at,
        position_ms, duration_ms, observed_at, sequence, finished_at)
     select profile_id, coalesce(episode_id, title_id), title_id, episode_id, session_id,
       to_timestamp(viewing_started_at / 1000.0), position_ms, duration_ms,
       to_timestamp(observed_at / 1000.0), sequence, to_timestamp(finished_at / 1000.0)
     from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[], ?::int[], ?::int[],
         ?::bigint[], ?::int[], ?::bigint[])
       as seen (profile_id, title_id, episode_id, session_id, viewing_started_at, position_ms,
         duration_ms, observed_at, sequence, finished_at)
     on conflict do nothing`,
    [
      column(rows, ({ profileId }) => profileId),
      column(rows, ({ titleId }) => titleId),
      column(rows, ({ episodeId }) => episodeId),
      column(rows, ({ sessionId }) => sessionId),
      column(rows, ({ viewingStartedAt }) => viewingStartedAt),
      column(rows, ({ positionMs }) => positionMs),
      column(rows, ({ durationMs }) => durationMs),
      column(rows, ({ observedAt }) => observedAt),
      column(rows, ({ sequence }) => sequence),
      column(rows, ({ finishedAt }) => finishedAt),
    ]
  )
}

function lastObservationOf(play: PastPlay): Observation {
  const { positionMs, durationMs, startedAt, endedAt } = play
  const isFinished = positionMs >= finishedFromMs(durationMs, play.skipMarkers)
  const heartbeats = Math.ceil((endedAt - startedAt) / (playback.heartbeatSeconds * 1000))
  return {
    ...{ profileId: play.profileId, titleId: play.titleId, episodeId: play.episodeId },
    ...{ sessionId: play.sessionId, viewingStartedAt: startedAt, positionMs, durationMs },
    ...{ observedAt: endedAt, sequence: heartbeats },
    finishedAt: isFinished ? endedAt : null,
  }
}
