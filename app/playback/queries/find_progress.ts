import type { EpisodeId, ProfileId, TitleId } from '#core/ids'
import { hot } from '#core/sql'

/** Where a profile stands in a film or an episode. Milliseconds. */
export interface Progress {
  episodeId: EpisodeId | null
  positionMs: number
  durationMs: number
  finished: boolean
}

interface ProgressRow {
  episode_id: EpisodeId | null
  position_ms: number
  duration_ms: number
  finished: boolean
}

const COLUMNS = `episode_id, position_ms, duration_ms,
  coalesce(finished_at >= viewing_started_at, false) as finished`

/** By `progress_pkey`. */
const ofPlayable = hot<ProgressRow>(
  'playback.progress_of_playable',
  `select ${COLUMNS} from playback.progress where profile_id = $1 and playable_id = $2`
)

/** By the first column of `progress_pkey`: a profile's rows lie together and are few. */
const newestOfTitle = hot<ProgressRow>(
  'playback.newest_progress_of_title',
  `select ${COLUMNS} from playback.progress
   where profile_id = $1 and title_id = $2 and (hidden_at is null or hidden_at < observed_at)
   order by observed_at desc limit 1`
)

/** A profile's progress: in one episode, or the newest in a film or anywhere in a show. */
export class FindProgress {
  async handle(
    input: { profileId: ProfileId } & (
      { episodeId: EpisodeId; titleId?: undefined } | { titleId: TitleId; episodeId?: undefined }
    )
  ): Promise<Progress | null> {
    const row = input.episodeId
      ? await ofPlayable.first([input.profileId, input.episodeId])
      : await newestOfTitle.first([input.profileId, input.titleId])
    return (
      row && {
        episodeId: row.episode_id,
        positionMs: row.position_ms,
        durationMs: row.duration_ms,
        finished: row.finished,
      }
    )
  }
}
