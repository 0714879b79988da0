import type { EpisodeId, SeasonId, TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { E_TITLE_NOT_FOUND } from '../errors.js'
import type { PublicationState } from '../models/title.js'
import type { SkipMarker } from '../skip_marker.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { episodeTexts, TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

export interface TitlePageRow extends TitleCardRow {
  state: PublicationState
  language: string
  synopsis: string | null
  attribution: string | null
  has_stream: boolean
  skip_markers: SkipMarker[]
  /** Whether the viewer may find it. */
  visible: boolean
}

export interface CreditRow {
  name: string
  role: string
  character: string | null
}

export interface EpisodeRow {
  season_id: SeasonId
  season_number: number
  season_name: string | null
  /** Null in the one row of a season without episodes. */
  id: EpisodeId | null
  number: number
  state: PublicationState
  name: string
  synopsis: string | null
  duration_seconds: number | null
  skip_markers: SkipMarker[]
  still: StoredArtwork | null
  playable: boolean
  has_stream: boolean
}

export interface TitlePageRows {
  title: TitlePageRow
  credits: CreditRow[]
  episodes: EpisodeRow[]
}

const titleOfPage = hot<TitlePageRow>(
  'catalog.title_page',
  `select ${TITLE_CARD_COLUMNS}, t.state, coalesce(tr.language, t.language) as language,
     case when tr.name is null then t.synopsis else tr.synopsis end as synopsis, t.attribution,
     t.asset_id is not null as has_stream, t.skip_markers, ${VISIBLE} as visible
   from catalog.titles t ${TITLE_TEXTS} where t.id = $4`
)

const creditsOfPage = hot<CreditRow>(
  'catalog.title_page_credits',
  `select p.name, c.role, c.character
   from catalog.credits c join catalog.people p on p.id = c.person_id
   where c.title_id = $1 order by c.position`
)

/** By `seasons_number_once` and `episodes_number_once`. */
const episodesOfPage = hot<EpisodeRow>(
  'catalog.title_page_episodes',
  `select s.id as season_id, s.number as season_number, s.name as season_name,
     e.id, e.number, e.state, coalesce(etr.name, e.name) as name,
     case when etr.name is null then e.synopsis else etr.synopsis end as synopsis, e.skip_markers,
     e.duration_seconds::float8 as duration_seconds,
     (select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
      from catalog.artwork a where a.episode_id = e.id and a.kind = 'still') as still,
     e.state = 'published' and e.asset_id is not null as playable,
     e.asset_id is not null as has_stream
   from catalog.seasons s join catalog.titles t on t.id = s.title_id
     left join catalog.episodes e on e.season_id = s.id ${episodeTexts('$2')}
   where s.title_id = $1 order by s.number, e.number`
)

/** All of one title, drafts included: three queries, whatever it holds. */
export class FindTitlePage {
  /** @throws E_TITLE_NOT_FOUND */
  async handle(input: { titleId: TitleId; viewing: Viewing }): Promise<TitlePageRows> {
    const { titleId, viewing } = input
    const [title, credits, episodes] = await Promise.all([
      titleOfPage.first([...viewingValues(viewing), titleId]),
      creditsOfPage.rows([titleId]),
      episodesOfPage.rows([titleId, viewing.languages]),
    ])
    if (!title) throw new E_TITLE_NOT_FOUND()
    return { title, credits, episodes }
  }
}
