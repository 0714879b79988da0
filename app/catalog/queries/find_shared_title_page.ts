import type { EpisodeId, PersonId, SeasonId, TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { E_TITLE_NOT_FOUND } from '../errors.js'
import type { ExtraKind } from '../models/title.js'
import type { Audience } from '../shared/audience.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { episodeTexts, GENRE_NAME, TAG_NAME, TITLE_TEXTS } from './viewing_sql.js'

export interface PageTitleRow extends TitleCardRow {
  language: string
  synopsis: string | null
  attribution: string | null
  audio_languages: string[]
  subtitle_languages: string[]
  rating: { system: string; label: string; age: number } | null
  genre_links: { id: string; name: string }[]
  tags: { id: string; name: string }[]
}

export interface PageCreditRow {
  person_id: PersonId
  name: string
  role: string
  character: string | null
}

export interface PageEpisodeRow {
  season_id: SeasonId
  season_number: number
  season_name: string | null
  id: EpisodeId
  number: number
  name: string
  synopsis: string | null
  duration_seconds: number | null
  still: StoredArtwork | null
  playable: boolean
}

export interface PageExtraRow extends TitleCardRow {
  extra_kind: ExtraKind
}

/** What a title's page shows to all of an audience, whatever their age. */
export interface TitlePageRows {
  title: PageTitleRow
  credits: PageCreditRow[]
  episodes: PageEpisodeRow[]
  extras: PageExtraRow[]
}

const titleOfPage = hot<PageTitleRow>(
  'catalog.page_title',
  `select ${TITLE_CARD_COLUMNS}, coalesce(tr.language, t.language) as language,
     case when tr.name is null then t.synopsis else tr.synopsis end as synopsis,
     t.attribution, t.audio_languages, t.subtitle_languages,
     (select jsonb_build_object('system', r.system, 'label', r.label, 'age', r.age)
      from catalog.title_ratings r where r.title_id = t.id and r.country = $2) as rating,
     array(
       select jsonb_build_object('id', g.id, 'name', ${GENRE_NAME})
       from catalog.title_genres tg join catalog.genres g on g.id = tg.genre_id
       where tg.title_id = t.id order by tg.position) as genre_links,
     array(
       select jsonb_build_object('id', g.id, 'name', ${TAG_NAME})
       from catalog.title_tags tt join catalog.tags g on g.id = tt.tag_id
       where tt.title_id = t.id order by g.name) as tags
   from catalog.titles t ${TITLE_TEXTS} where t.id = $1`
)

/** By `credits_pkey`. */
const creditsOfPage = hot<PageCreditRow>(
  'catalog.page_credits',
  `select c.person_id, p.name, c.role, c.character
   from catalog.credits c join catalog.people p on p.id = c.person_id
   where c.title_id = $1 order by c.position`
)

/** By `seasons_number_once` and `episodes_number_once`. */
const episodesOfPage = hot<PageEpisodeRow>(
  'catalog.page_episodes',
  `select s.id as season_id, s.number as season_number, coalesce((
       select x.name from catalog.season_translations x
       where x.season_id = s.id and x.language = ${anyOf('$2::text[]')}
         and array_position($2::text[], x.language)
           < coalesce(array_position($2::text[], t.language), 2147483647)
       order by array_position($2::text[], x.language) limit 1), s.name) as season_name,
     e.id, e.number, coalesce(etr.name, e.name) as name,
     case when etr.name is null then e.synopsis else etr.synopsis end as synopsis,
     e.duration_seconds::float8 as duration_seconds,
     (select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
      from catalog.artwork a where a.episode_id = e.id and a.kind = 'still') as still,
     e.asset_id is not null as playable
   from catalog.seasons s join catalog.titles t on t.id = s.title_id
     join catalog.episodes e on e.season_id = s.id ${episodeTexts('$2')}
   where s.title_id = $1 and e.state = 'published' order by s.number, e.number`
)

/** By `titles_of_parent`. */
const extrasOfPage = hot<PageExtraRow>(
  'catalog.page_extras',
  `select ${TITLE_CARD_COLUMNS}, t.extra_kind
   from catalog.titles t ${TITLE_TEXTS}
   where t.parent_id = $1 and t.state = 'published' and t.asset_id is not null
   order by (t.extra_kind in ('trailer', 'teaser')) desc, t.position, t.id`
)

/** The part of a title's page that is no profile's own: four queries, whatever the title holds. */
export class FindSharedTitlePage {
  /** @throws E_TITLE_NOT_FOUND */
  async handle(input: { titleId: TitleId; audience: Audience }): Promise<TitlePageRows> {
    const { country, languages } = input.audience
    const values = [input.titleId, country, languages]
    const [title, credits, episodes, extras] = await Promise.all([
      titleOfPage.first(values),
      creditsOfPage.rows([input.titleId]),
      episodesOfPage.rows([input.titleId, languages]),
      extrasOfPage.rows(values),
    ])
    if (!title) throw new E_TITLE_NOT_FOUND()
    return { title, credits, episodes, extras }
  }
}
