import type { EpisodeId } from '#core/ids'
import { hot } from '#core/sql'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { toEpisodeArtwork } from '../transformers/artwork_transformer.js'

/** The episode that comes after one, across seasons, among those that can be played. */
export interface NextEpisode {
  id: EpisodeId
  name: string
  seasonNumber: number
  episodeNumber: number
  durationSeconds: number | null
  /** Address of its still. */
  still: string | null
}

export type NextEpisodeRow = Omit<NextEpisode, 'still'> & { still: StoredArtwork | null }

/**
 * A subquery: the next of `catalog.episodes e`, as one JSON value, with this as the name of that `n`. By
 * `episodes_playable_in_order`.
 */
export const nextEpisodeJson = (name = 'n.name') => `
  select jsonb_build_object(
    'id', n.id, 'name', ${name}, 'seasonNumber', n.season_number, 'episodeNumber', n.number,
    'durationSeconds', n.duration_seconds,
    'still', (
      select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
      from catalog.artwork a where a.episode_id = n.id and a.kind = 'still'))
  from catalog.episodes n
  where n.title_id = e.title_id and n.state = 'published' and n.asset_id is not null
    and (n.season_number, n.number) > (e.season_number, e.number)
  order by n.season_number, n.number limit 1`

const nextEpisode = hot<{ next_episode: NextEpisodeRow | null }>(
  'catalog.next_episode',
  `select (${nextEpisodeJson()}) as next_episode from catalog.episodes e where e.id = $1`
)

/** What to watch after an episode; null after the last, or when there is no such episode. */
export class FindNextEpisode {
  async handle(input: { episodeId: EpisodeId }): Promise<NextEpisode | null> {
    const row = await nextEpisode.first([input.episodeId])
    return row?.next_episode ? toNextEpisode(row.next_episode) : null
  }
}

export function toNextEpisode(row: NextEpisodeRow): NextEpisode {
  return { ...row, still: toEpisodeArtwork(row.still).still }
}
