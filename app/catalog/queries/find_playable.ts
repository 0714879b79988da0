import type { AssetId, EpisodeId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { StreamDescription } from '#ingest'
import type { SkipMarker } from '../skip_marker.js'
import { AVAILABLE_HERE, bestName, MATURITY_HERE } from './viewing_sql.js'
import {
  nextEpisodeJson,
  toNextEpisode,
  type NextEpisode,
  type NextEpisodeRow,
} from './find_next_episode.js'

/** What pressing play on a film, an episode or an extra needs to know. */
export interface Playable {
  titleId: TitleId
  /** Null for a film. */
  episodeId: EpisodeId | null
  /** A trailer or the like, which belongs to a title and is no part of anyone's history. */
  isExtra: boolean
  name: string
  showName: string | null
  seasonNumber: number | null
  episodeNumber: number | null
  /** The youngest age it is for in the viewer's country; null in a draft that nobody has rated. */
  maturity: number | null
  /** Of an episode, both it and its show are; an extra's parent may also be announced only. */
  published: boolean
  /** Whether it may be shown in the viewer's country now. */
  available: boolean
  /** Null until the video is there. */
  assetId: AssetId | null
  stream: StreamDescription | null
  durationSeconds: number | null
  skipMarkers: SkipMarker[]
  nextEpisode: NextEpisode | null
}

interface PlayableRow {
  title_id: TitleId
  is_extra: boolean
  episode_id: EpisodeId | null
  name: string
  show_name: string | null
  season_number: number | null
  episode_number: number | null
  maturity: number | null
  published: boolean
  available: boolean
  asset_id: AssetId | null
  stream: StreamDescription | null
  duration_seconds: number | null
  skip_markers: SkipMarker[]
  next_episode: NextEpisodeRow | null
}

const nameOfTitle = (title: 't' | 'k') =>
  bestName({
    from: `catalog.title_translations x where x.title_id = ${title}.id`,
    name: `${title}.name`,
    language: `${title}.language`,
  })

const nameOfEpisode = (episode: 'e' | 'n') =>
  bestName({
    from: `catalog.episode_translations x where x.episode_id = ${episode}.id`,
    name: `${episode}.name`,
    language: 't.language',
  })

const EPISODE_COLUMNS = `
  t.id as title_id, false as is_extra, e.id as episode_id, ${nameOfEpisode('e')} as name,
  ${nameOfTitle('t')} as show_name, e.season_number,
  e.number as episode_number, ${MATURITY_HERE} as maturity,
  e.state = 'published' and t.state = 'published' as published, ${AVAILABLE_HERE} as available,
  e.asset_id, e.stream, e.duration_seconds::float8 as duration_seconds, e.skip_markers,
  (${nextEpisodeJson(nameOfEpisode('n'))}) as next_episode`

/** By `titles_pkey`. An extra is rated and available as its parent is. */
const playableFilm = hot<PlayableRow>(
  'catalog.playable_film',
  `select t.id as title_id, false as is_extra, null::uuid as episode_id, ${nameOfTitle('t')} as name,
     null::text as show_name, null::smallint as season_number, null::smallint as episode_number,
     ${MATURITY_HERE} as maturity, ${AVAILABLE_HERE} as available,
     t.state = 'published' as published, t.asset_id, t.stream,
     t.duration_seconds::float8 as duration_seconds, t.skip_markers, null::jsonb as next_episode
   from catalog.titles t where t.id = $1 and t.kind = 'film'
   union all
   select k.id, true, null, ${nameOfTitle('k')}, ${nameOfTitle('t')}, null, null,
     ${MATURITY_HERE}, ${AVAILABLE_HERE},
     k.state = 'published' and (t.state = 'published' or t.announced), k.asset_id, k.stream,
     k.duration_seconds::float8, k.skip_markers, null
   from catalog.titles k join catalog.titles t on t.id = k.parent_id
   where k.id = $1 and k.kind = 'extra'`
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
 * What a film, an extra or an episode plays, in one indexed read. The id of a show stands for its first
 * playable episode, at the price of a second read. Names are in the best of the languages, and else in
 * the title's own. Null when there is nothing of that id; drafts and titles without a video are
 * found, and say so.
 */
export class FindPlayable {
  async handle(
    input: { country: string; languages?: readonly string[] } & (
      { titleId: TitleId; episodeId?: null } | { episodeId: EpisodeId; titleId?: null }
    )
  ): Promise<Playable | null> {
    const values = [input.episodeId ?? input.titleId, input.country, input.languages ?? []]
    const row = input.episodeId
      ? await playableEpisode.first(values)
      : ((await playableFilm.first(values)) ?? (await firstPlayableEpisode.first(values)))
    return row && toPlayable(row)
  }
}

function toPlayable(row: PlayableRow): Playable {
  return {
    titleId: row.title_id,
    episodeId: row.episode_id,
    isExtra: row.is_extra,
    name: row.name,
    showName: row.show_name,
    seasonNumber: row.season_number,
    episodeNumber: row.episode_number,
    maturity: row.maturity,
    published: row.published,
    available: row.available,
    assetId: row.asset_id,
    stream: row.stream,
    durationSeconds: row.duration_seconds,
    skipMarkers: row.skip_markers,
    nextEpisode: row.next_episode && toNextEpisode(row.next_episode),
  }
}
