import { inject } from '@adonisjs/core'
import {
  FindNextEpisodes,
  TitleCardsByIds,
  type EpisodeCard,
  type ProfileViewing,
  type TitleCard,
} from '#catalog'
import type { EpisodeId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { BEGUN_MS, BEGUN_SHARE } from '../viewing_rules.js'

/** A film or a show that a profile is in the middle of. Seconds. */
export interface WatchedOn {
  title: TitleCard
  /** The episode to go on with; null for a film. */
  episode: EpisodeCard | null
  /** 0 for an episode that moved up when the one before was finished. */
  positionSeconds: number
  durationSeconds: number
  watchedAt: Date
}

interface NewestRow {
  title_id: TitleId
  episode_id: EpisodeId | null
  position_ms: number
  duration_ms: number
  observed_at: Date
  finished: boolean
}

/** By the first column of `progress_pkey`: a profile's rows lie together and are few. */
const newestPerTitle = hot<NewestRow>(
  'playback.newest_progress_per_title',
  `select * from (
     select distinct on (title_id) title_id, episode_id, position_ms, duration_ms, observed_at,
       coalesce(finished_at >= viewing_started_at, false) as finished
     from playback.progress
     where profile_id = $1 and (hidden_at is null or hidden_at < observed_at)
       and (coalesce(finished_at >= viewing_started_at, false)
         or position_ms > ${BEGUN_MS} or position_ms > duration_ms * ${BEGUN_SHARE})
     order by title_id, observed_at desc
   ) newest
   where not (finished and episode_id is null)
   order by observed_at desc limit $2`
)

/** Shows whose last episode was finished drop out later, so a few more are read than are shown. */
const SPARE = 20

/**
 * What a profile can go on watching, newest first: films in the middle, and of each show the newest
 * episode, or the one after it once that is finished. Four queries, whatever the number.
 */
@inject()
export class FindContinueWatching {
  constructor(
    protected titleCardsByIds: TitleCardsByIds,
    protected findNextEpisodes: FindNextEpisodes
  ) {}

  async handle(input: { viewing: ProfileViewing; limit: number }): Promise<WatchedOn[]> {
    const rows = await newestPerTitle.rows([input.viewing.profileId, input.limit + SPARE])
    const finished = rows.flatMap((row) => (row.finished && row.episode_id) || [])
    const nextEpisodes = await this.findNextEpisodes.handle({ episodeIds: finished })
    const current = rows.flatMap((row) => {
      if (!row.finished || !row.episode_id) return [row]
      const next = nextEpisodes.get(row.episode_id)
      return next ? [{ ...row, episode_id: next.id, position_ms: 0 }] : []
    })
    const cards = await this.titleCardsByIds.handle({
      titleIds: current.map((row) => row.title_id),
      episodeIds: current.flatMap((row) => row.episode_id ?? []),
      viewing: input.viewing,
    })
    const items = current.flatMap((row): WatchedOn[] => {
      const title = cards.titles.get(row.title_id)
      const episode = row.episode_id ? cards.episodes.get(row.episode_id) : null
      if (!title || episode === undefined || !(episode ?? title).playable) return []
      const isMovedUp = row.position_ms === 0
      const known = isMovedUp ? (episode?.durationSeconds ?? null) : null
      return [
        {
          ...{ title, episode },
          positionSeconds: row.position_ms / 1000,
          durationSeconds: known ?? row.duration_ms / 1000,
          watchedAt: row.observed_at,
        },
      ]
    })
    return items.slice(0, input.limit)
  }
}
