import type { AssetId, EpisodeId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { StreamDescription } from '#ingest'
import type { SkipMarker } from '../skip_marker.js'
import {
  NEXT_EPISODE_JSON,
  toNextEpisode,
  type NextEpisode,
  type NextEpisodeRow,
} from './find_next_episode.js'

/** What pressing play on a film or an episode needs to know. */
export interface Playable {
  titleId: TitleId
  /** Null for a film. */
  episodeId: EpisodeId | null
  name: string
  showName: string | null
  seasonNumber: number | null
  episodeNumber: number | null
  /** The youngest age it is for, in years; null in a draft that nobody has rated. */
  maturity: number | null
  /** Of an episode: both it and its show are. */
  published: boolean
  /** Null until the video is there. */
  assetId: AssetId | null
  stream: StreamDescription | null
  durationSeconds: number | null
  skipMarkers: SkipMarker[]
  nextEpisode: NextEpisode | null
}

interface PlayableRow {
  title_id: TitleId
  episode_id: EpisodeId | null
  name: string
  show_name: string | null
  season_number: number | null
  episode_number: number | null
  maturity: number | null
  published: boolean
  asset_id: AssetId | null
  stream: StreamDescription | null
  duration_seconds: number | null
  skip_markers: SkipMarker[]
  next_episode: NextEpisodeRow | null
}

const EPISODE_COLUMNS = `
  t.id as title_id, e.id as episode_id, e.name, t.name as show_name, e.season_number,
  e.number as episode_number, t.maturity,
  e.state = 'published' and t.state = 'published' as published,
  e.asset_id, e.stream, e.duration_seconds::float8 as duration_seconds, e.skip_markers,
  (${NEXT_EPISODE_JSON}) as next_episode`

/** By `titles_pkey`. */
const playableFilm = hot<PlayableRow>(
  'catalog.playable_film',
  `select t.id as title_id, null::uuid as episode_id, t.name, null::text as show_name,
     null::smallint as season_number, null::smallint as episode_number, t.maturity,
     t.state = 'published' as published, t.asset_id, t.stream,
     t.duration_seconds::float8 as duration_seconds, t.skip_markers, null::jsonb as next_episode
   from catalog.titles t where t.id = $1 and t.kind = 'film'`
)

/** By `episodes_pkey`, `titles_pkey` and, for the next one, `episodes_playable_in_order`. */
const playableEpisode = hot<PlayableRow>(
  'catalog.playable_episode',
  `select ${EPISODE_COLUMNS}
   from catalog.episodes e join catalog.titles t on t.id = e.title_id
   where e.id = $1`
)

/** By `episodes_playable_in_order`. */
const firstPlayableEpisode = hot<PlayableRow>(
  'catalog.first_playable_episode',
  `select ${EPISODE_COLUMNS}
   from catalog.episodes e join catalog.titles t on t.id = e.title_id
   where e.title_id = $1 and e.state = 'published' and e.asset_id is not null
   order by e.season_number, e.number limit 1`
)

/**
 * What a film or an episode plays, in one indexed read. The id of a show stands for its first
 * playable episode, at the price of a second read. Null when there is nothing of that id; drafts
 * and titles without a video are found, and say so.
 */
export class FindPlayable {
  async handle(
    input: { titleId: TitleId; episodeId?: null } | { episodeId: EpisodeId; titleId?: null }
  ): Promise<Playable | null> {
    const row = input.episodeId
      ? await playableEpisode.first([input.episodeId])
      : ((await playableFilm.first([input.titleId])) ??
        (await firstPlayableEpisode.first([input.titleId])))
    return row && toPlayable(row)
  }
}

function toPlayable(row: PlayableRow): Playable {
  return {
    titleId: row.title_id,
    episodeId: row.episode_id,
    name: row.name,
    showName: row.show_name,
    seasonNumber: row.season_number,
    episodeNumber: row.episode_number,
    maturity: row.maturity,
    published: row.published,
    assetId: row.asset_id,
    stream: row.stream,
    durationSeconds: row.duration_seconds,
    skipMarkers: row.skip_markers,
    nextEpisode: row.next_episode && toNextEpisode(row.next_episode),
  }
}
