import logger from '@adonisjs/core/services/logger'
import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import { homeRailSources, type HomeRailSource, type Rail, type RailItem } from '../home_rails.js'
import type { ProfileViewing, Viewing } from '../viewing.js'
import { TitleCardsByIds } from './title_cards_by_ids.js'
import { GENRE_NAME, viewingValues, VISIBLE } from './viewing_sql.js'

export interface Home {
  hero: RailItem | null
  rails: Rail[]
}

interface RailRow {
  rail: 'new' | 'films' | 'shows' | 'genre'
  genre_id: string | null
  genre_name: string | null
  title_ids: TitleId[]
}

const RAIL_LENGTH = 20
const MOST_GENRES = 12
/** A shorter genre would repeat on home what stands there already. */
const SHORTEST_GENRE = 4
/** How long a rail of another module may keep home waiting. Milliseconds. */
const SOURCE_TIMEOUT_MS = 800

/**
 * Which titles stand on which rail. By `titles_newest`, `titles_newest_of_kind` and, per genre,
 * `title_genres_pkey`. Genres are not counted, which would read them whole: the ones with the
 * newest titles are shown.
 */
const catalogRails = hot<RailRow>(
  'catalog.home_rails',
  `select 'new' as rail, null as genre_id, null as genre_name, 0 as place, null::timestamptz as newest, array(
     select t.id from catalog.titles t where ${VISIBLE}
     order by t.published_at desc, t.id desc limit $4) as title_ids
   union all
   select k.rail, null, null, k.place, null::timestamptz, array(
     select t.id from catalog.titles t
     where t.kind = k.kind and ${VISIBLE}
     order by t.published_at desc, t.id desc limit $4)
   from (values ('films', 'film', 1), ('shows', 'show', 2)) as k (rail, kind, place)
   union all
   (select 'genre', g.id, ${GENRE_NAME}, 3, max(n.published_at),
      array_agg(n.id order by n.published_at desc, n.id desc)
    from catalog.genres g cross join lateral (
      select t.id, t.published_at
      from catalog.title_genres tg join catalog.titles t on t.id = tg.title_id
      where tg.genre_id = g.id and ${VISIBLE}
      order by t.published_at desc, t.id desc limit $4) n
    group by g.id having count(*) >= $5
    order by max(n.published_at) desc, g.name limit $6)
   order by place, newest desc, genre_name`
)

const RAIL_NAMES = { new: 'New on FlixFlow', films: 'Films', shows: 'Shows' }

/**
 * A profile's home: two queries of the catalogue, whatever its size, and one answer of each rail
 * source. A source that fails or is late is logged and left out.
 */
export class FindHome {
  async handle({ viewing }: { viewing: ProfileViewing }): Promise<Home> {
    const [contributed, ownRails] = await Promise.all([
      Promise.all(homeRailSources.all().map((source) => loadSource(source, viewing))),
      this.#catalogRails(viewing),
    ])
    const before = homeRailSources.all().flatMap((source, index) => {
      const rail = contributed[index]
      return rail ? [{ rail, position: source.position }] : []
    })
    const own = ownRails.map((rail, index) => ({ rail, position: 100 + index }))
    const rails = [...before, ...own]
      .sort((a, b) => a.position - b.position)
      .map(({ rail }) => rail)
    return { hero: heroOf(ownRails), rails }
  }

  async #catalogRails(viewing: Viewing): Promise<Rail[]> {
    const rows = await catalogRails.rows([
      ...viewingValues(viewing),
      ...[RAIL_LENGTH, SHORTEST_GENRE, MOST_GENRES],
    ])
    const titleIds = [...new Set(rows.flatMap((row) => row.title_ids))]
    const { titles } = await new TitleCardsByIds().handle({ titleIds, viewing })
    const rails = rows.map((row) => ({
      id: row.rail === 'genre' ? `genre-${row.genre_id}` : row.rail,
      name: row.rail === 'genre' ? row.genre_name! : RAIL_NAMES[row.rail],
      kind: row.rail,
      items: row.title_ids.flatMap((id) => {
        const card = titles.get(id)
        return card ? [{ ...card, progress: null }] : []
      }),
    }))
    return rails.filter((rail) => rail.items.length > 0)
  }
}

/** The newest title that can be played and has a backdrop to fill the page. */
function heroOf(rails: Rail[]): RailItem | null {
  const newest = rails.find((rail) => rail.id === 'new')?.items ?? []
  return newest.find((card) => card.playable && card.artwork.backdrop) ?? newest[0] ?? null
}

async function loadSource(source: HomeRailSource, viewing: ProfileViewing): Promise<Rail | null> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It took too long')), SOURCE_TIMEOUT_MS)
  try {
    const rail = await Promise.race([source.load(viewing), late.promise])
    if (!rail) return null
    const items = rail.items
      .filter((card) => (card.maturity ?? 0) <= viewing.maturityLimit)
      .map((card) => ({ ...card, progress: card.progress ?? null }))
    return items.length > 0 ? { ...rail, items } : null
  } catch (error) {
    logger.warn({ err: error, rail: source.id }, 'A rail is left out of home')
    return null
  } finally {
    clearTimeout(timer)
  }
}
