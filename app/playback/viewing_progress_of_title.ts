import type { ViewingProgress } from '#catalog'
import type { EpisodeId, ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { BEGUN_MS, BEGUN_SHARE } from './viewing_rules.js'

interface ProgressRow {
  episode_id: EpisodeId | null
  position_ms: number
  duration_ms: number
  finished: boolean
  observed_at: Date
}

/** By the first column of `progress_pkey`: a profile's rows lie together and are few. */
const begunOfTitle = hot<ProgressRow>(
  'playback.begun_of_title',
  `select episode_id, position_ms, duration_ms, observed_at,
     coalesce(finished_at >= viewing_started_at, false) as finished
   from playback.progress
   where profile_id = $1 and title_id = $2 and (hidden_at is null or hidden_at < observed_at)
     and (coalesce(finished_at >= viewing_started_at, false)
       or position_ms > ${BEGUN_MS} or position_ms > duration_ms * ${BEGUN_SHARE})
   order by observed_at desc, playable_id`
)

/** For a title's page: what a profile has begun of it, newest first, in one query. */
export async function viewingProgressOfTitle(of: {
  profileId: ProfileId
  titleId: TitleId
}): Promise<ViewingProgress[]> {
  const rows = await begunOfTitle.rows([of.profileId, of.titleId])
  return rows.map((row) => ({
    episodeId: row.episode_id,
    positionSeconds: row.position_ms / 1000,
    durationSeconds: row.duration_ms / 1000,
    finished: row.finished,
    watchedAt: row.observed_at,
  }))
}
