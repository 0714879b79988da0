import { inject } from '@adonisjs/core'
import type { ProfileViewing } from '#catalog'
import { isId, type EpisodeId, type TitleId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { E_INVALID_REQUEST } from '#core/problem'
import { hot } from '#core/sql'
import { NameWatched, type WatchedName } from './name_watched.js'

/** A film or an episode that a profile has watched. Seconds. */
export interface Watched extends WatchedName {
  /** The title's id of a film, or the episode's. */
  id: TitleId | EpisodeId
  titleId: TitleId
  episodeId: EpisodeId | null
  positionSeconds: number
  durationSeconds: number
  finished: boolean
  watchedAt: Date
}

interface WatchedRow {
  playable_id: TitleId | EpisodeId
  title_id: TitleId
  episode_id: EpisodeId | null
  position_ms: number
  duration_ms: number
  observed_at: Date
  finished: boolean
}

/** By the first column of `progress_pkey`: a profile's rows lie together and are few. */
const history = hot<WatchedRow>(
  'playback.history',
  `select playable_id, title_id, episode_id, position_ms, duration_ms, observed_at,
     coalesce(finished_at >= viewing_started_at, false) as finished
   from playback.progress
   where profile_id = $1 and (hidden_at is null or hidden_at < observed_at)
     and ($2::timestamptz is null or (observed_at, playable_id) < ($2, $3::uuid))
   order by observed_at desc, playable_id desc limit $4`
)

/**
 * What a profile has watched, newest first. What has left the catalogue stays in it without a name.
 * @throws E_INVALID_REQUEST when the cursor is not one of this list
 */
@inject()
export class FindHistory {
  constructor(protected nameWatched: NameWatched) {}

  async handle(input: {
    viewing: ProfileViewing
    cursor?: string
    limit: number
  }): Promise<Page<Watched>> {
    const [observedAt, playableId] = readCursor(input.cursor)
    const rows = await history.rows([
      input.viewing.profileId,
      observedAt,
      playableId,
      input.limit + 1,
    ])
    const nameOf = await this.nameWatched.handle({
      viewing: input.viewing,
      watched: rows.map((row) => ({ titleId: row.title_id, episodeId: row.episode_id })),
    })
    return toPage(
      rows,
      input.limit,
      (row) => [row.observed_at.toISOString(), row.playable_id],
      (row) => ({
        id: row.playable_id,
        titleId: row.title_id,
        episodeId: row.episode_id,
        ...nameOf({ titleId: row.title_id, episodeId: row.episode_id }),
        positionSeconds: row.position_ms / 1000,
        durationSeconds: row.duration_ms / 1000,
        finished: row.finished,
        watchedAt: row.observed_at,
      })
    )
  }
}

/** The time and id of the last item seen; nulls at the beginning. */
function readCursor(cursor: string | undefined): [observedAt: string | null, id: string | null] {
  const key = decodeCursor(cursor, 2)
  if (key === null) return [null, null]
  const [observedAt, id] = key
  const isTime = typeof observedAt === 'string' && !Number.isNaN(Date.parse(observedAt))
  if (isTime && isId(id)) return [new Date(observedAt).toISOString(), id]
  const message = 'This cursor is not one that the history gave.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'cursor', message }] })
}
