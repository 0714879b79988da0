import type { EpisodeId, SeasonId, TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { SeasonForm } from '../search/season_form.js'
import type { Viewing } from '../viewing.js'
import { viewingValues, VISIBLE } from './viewing_sql.js'

/** A season of a show, and maybe an episode in it. */
export interface SeasonPlace {
  titleId: TitleId
  seasonId: SeasonId
  seasonNumber: number
  episodeId: EpisodeId | null
}

interface PlaceRow {
  title_id: TitleId
  season_id: SeasonId
  number: number
  episode_id: EpisodeId | null
}

/** By `seasons_number_once` and `episodes_number_once`. */
const places = hot<PlaceRow>(
  'catalog.season_places',
  `select s.title_id, s.id as season_id, s.number, (
     select e.id from catalog.episodes e
     where e.season_id = s.id and e.number = $6::integer and e.state = 'published'
   ) as episode_id
   from catalog.seasons s join catalog.titles t on t.id = s.title_id
   where s.title_id = ${anyOf('$4::uuid[]')} and s.number = $5::integer and ${VISIBLE}
     and $3::text[] is not null`
)
const MOST_SHOWS = 20

/** The first of some shows that has the season, and best the episode, that was asked for. */
export class FindSeasonPlace {
  async handle(input: {
    viewing: Viewing
    place: SeasonForm
    shows: readonly TitleId[]
  }): Promise<SeasonPlace | null> {
    const shows = input.shows.slice(0, MOST_SHOWS)
    if (shows.length === 0) return null
    const { season, episode } = input.place
    const rows = await places.rows([...viewingValues(input.viewing), shows, season, episode])
    rows.sort((a, b) => shows.indexOf(a.title_id) - shows.indexOf(b.title_id))
    const [row] = rows
    return row
      ? {
          titleId: row.title_id,
          seasonId: row.season_id,
          seasonNumber: row.number,
          episodeId: row.episode_id,
        }
      : null
  }
}
