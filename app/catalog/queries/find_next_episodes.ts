import type { EpisodeId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import {
  nextEpisodeJson,
  toNextEpisode,
  type NextEpisode,
  type NextEpisodeRow,
} from './find_next_episode.js'

/** By `episodes_pkey` and `episodes_playable_in_order`. */
const nextEpisodes = hot<{ id: EpisodeId; next_episode: NextEpisodeRow | null }>(
  'catalog.next_episodes',
  `select e.id, (${nextEpisodeJson()}) as next_episode
   from catalog.episodes e where e.id = ${anyOf('$1::uuid[]')}`
)

/** What to watch after each of some episodes, in one query. The last of a show is left out. */
export class FindNextEpisodes {
  async handle(input: { episodeIds: readonly EpisodeId[] }): Promise<Map<EpisodeId, NextEpisode>> {
    if (input.episodeIds.length === 0) return new Map()
    const rows = await nextEpisodes.rows([input.episodeIds])
    return new Map(
      rows.flatMap(({ id, next_episode: next }) => (next ? [[id, toNextEpisode(next)]] : []))
    )
  }
}
