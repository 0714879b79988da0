import type { EpisodeId, TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { cardShelf } from '../shared/card_shelf.js'
import { toEpisodeArtwork, type EpisodeArtwork } from '../transformers/artwork_transformer.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { episodeTexts, MATURITY_HERE, TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

/** An episode as it stands on a rail: what it is called and where it is in its show. */
export interface EpisodeCard {
  id: EpisodeId
  titleId: TitleId
  name: string
  showName: string
  seasonNumber: number
  episodeNumber: number
  durationSeconds: number | null
  maturity: number | null
  artwork: EpisodeArtwork
  playable: boolean
}

interface EpisodeCardRow {
  id: EpisodeId
  title_id: TitleId
  name: string
  show_name: string
  season_number: number
  number: number
  duration_seconds: number | null
  maturity: number | null
  still: StoredArtwork | null
  playable: boolean
}

const cardsOfTitles = hot<TitleCardRow>(
  'catalog.cards_of_titles',
  `select ${TITLE_CARD_COLUMNS} from catalog.titles t ${TITLE_TEXTS}
   where t.id = ${anyOf('$4::uuid[]')} and ${VISIBLE}`
)

const cardsOfEpisodes = hot<EpisodeCardRow>(
  'catalog.cards_of_episodes',
  `select e.id, e.title_id, coalesce(etr.name, e.name) as name,
     coalesce(tr.name, t.name) as show_name, e.season_number, e.number,
     e.duration_seconds::float8 as duration_seconds, ${MATURITY_HERE} as maturity,
     e.asset_id is not null as playable,
     (select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
      from catalog.artwork a where a.episode_id = e.id and a.kind = 'still') as still
   from catalog.episodes e join catalog.titles t on t.id = e.title_id
     ${TITLE_TEXTS} ${episodeTexts('$3')}
   where e.id = ${anyOf('$4::uuid[]')} and e.state = 'published' and ${VISIBLE}`
)

/**
 * The ones that a viewer may find among titles and episodes, by id: one query at most for all
 * titles, and one for all episodes. With a known audience, coming titles are among them.
 */
export class TitleCardsByIds {
  async handle(input: {
    titleIds?: readonly TitleId[]
    episodeIds?: readonly EpisodeId[]
    viewing: Viewing
  }): Promise<{ titles: Map<TitleId, TitleCard>; episodes: Map<EpisodeId, EpisodeCard> }> {
    const viewing = viewingValues(input.viewing)
    const [titles, episodes] = await Promise.all([
      input.titleIds?.length ? titleCards(input.titleIds, input.viewing) : new Map<never, never>(),
      input.episodeIds?.length ? cardsOfEpisodes.rows([...viewing, input.episodeIds]) : [],
    ])
    return { titles, episodes: new Map(episodes.map((row) => [row.id, toEpisodeCard(row)])) }
  }
}

async function titleCards(
  titleIds: readonly TitleId[],
  viewing: Viewing
): Promise<Map<TitleId, TitleCard>> {
  if (viewing.audience) return cardShelf.cardsOf(viewing.audience, titleIds)
  const rows = await cardsOfTitles.rows([...viewingValues(viewing), titleIds])
  return new Map(rows.map((row) => [row.id, toTitleCard(row)]))
}

function toEpisodeCard(row: EpisodeCardRow): EpisodeCard {
  return {
    id: row.id,
    titleId: row.title_id,
    name: row.name,
    showName: row.show_name,
    seasonNumber: row.season_number,
    episodeNumber: row.number,
    durationSeconds: row.duration_seconds,
    maturity: row.maturity,
    artwork: toEpisodeArtwork(row.still),
    playable: row.playable,
  }
}
