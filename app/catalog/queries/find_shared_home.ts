import type { TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { Audience } from '../shared/audience.js'
import { writeRail, type WrittenRail } from '../shared/written_rail.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import {
  collectionText,
  COMING,
  GENRE_NAME,
  SHOWN,
  TITLE_TEXTS,
  viewingValues,
  VISIBLE,
} from './viewing_sql.js'

/** What home shows to all of an audience, as JSON. */
export interface SharedHome {
  heroId: TitleId | null
  /** A title's card with `synopsis` and `trailerId`, or `null`. */
  hero: string
  rails: WrittenRail[]
}

interface RailRow {
  kind: 'new' | 'films' | 'shows' | 'collection' | 'genre' | 'coming'
  id: string | null
  name: string | null
  position: number
  title_ids: TitleId[]
}

/** Home is some 150 KB: what comes after these is a click away, on a page of its own. */
const LENGTHS = { new: 20, others: 14 }
/** A shorter genre would repeat on home what stands there already. */
const SHORTEST_GENRE = 4
const MOST_GENRES = { all: 8, kids: 6 }
const MOST_COLLECTIONS = 6

const newestOf = (where: string, most: '$4' | '$7') => `array(
  select t.id from catalog.titles t where ${where}
  order by t.published_at desc, t.id desc limit ${most})`

/**
 * Which titles stand on which rail. By `titles_newest`, `titles_newest_of_kind`, `titles_coming`
 * and, per genre, `title_genres_pkey`. Genres are not counted: the ones with the newest titles are
 * shown. A kids home has less to choose from: what is new, collections and genres.
 */
const railsOfHome = hot<RailRow>(
  'catalog.home_rails',
  `select 'new' as kind, null as id, null as name, 30 as position, ${newestOf(VISIBLE, '$7')} as title_ids
   union all
   select k.rail, null, null, k.position, ${newestOf(`t.kind = k.kind and ${VISIBLE}`, '$4')}
   from (values ('films', 'film', 50), ('shows', 'show', 55)) as k (rail, kind, position)
   where not $8::boolean
   union all
   (select 'collection', c.id::text, ${collectionText('name')},
      59 + row_number() over (order by c.home_position, c.id), array(
        select t.id
        from catalog.collection_titles ct join catalog.titles t on t.id = ct.title_id
        where ct.collection_id = c.id and ${VISIBLE} order by ct.position, t.id limit $4)
    from catalog.collections c
    where c.state = 'published' and c.home_position is not null
    order by c.home_position, c.id limit ${MOST_COLLECTIONS})
   union all
   (select 'genre', g.id, ${GENRE_NAME},
      99 + row_number() over (order by max(n.published_at) desc, g.name),
      array_agg(n.id order by n.published_at desc, n.id desc)
    from catalog.genres g cross join lateral (
      select t.id, t.published_at
      from catalog.title_genres tg join catalog.titles t on t.id = tg.title_id
      where tg.genre_id = g.id and ${VISIBLE}
      order by t.published_at desc, t.id desc limit $4) n
    group by g.id having count(*) >= $5
    order by max(n.published_at) desc, g.name limit $6)
   union all
   select 'coming', null, null, 200, array(
     select t.id from catalog.titles t where ${COMING} order by t.publish_at, t.id limit $4)
   where not $8::boolean
   order by position`
)

const cardsOfHome = hot<TitleCardRow>(
  'catalog.home_cards',
  `select ${TITLE_CARD_COLUMNS} from catalog.titles t ${TITLE_TEXTS}
   where t.id = ${anyOf('$4::uuid[]')} and ${SHOWN}`
)

interface HeroRow {
  synopsis: string | null
  trailer_id: TitleId | null
}

/** By `titles_pkey` and `titles_of_parent`. */
const wordsOfHero = hot<HeroRow>(
  'catalog.home_hero',
  `select case when tr.name is null then t.synopsis else tr.synopsis end as synopsis,
     (select x.id from catalog.titles x
      where x.parent_id = t.id and x.extra_kind in ('trailer', 'teaser')
        and x.state = 'published' and x.asset_id is not null
      order by x.position, x.id limit 1) as trailer_id
   from catalog.titles t ${TITLE_TEXTS} where t.id = $4
     and $1::smallint is not null and $2::text is not null`
)

const RAIL_NAMES = { new: 'New on FlixFlow', films: 'Films', shows: 'Shows', coming: 'Coming soon' }

/** What home shows to an audience: three queries, whatever the catalogue holds. */
export class FindSharedHome {
  async handle({ audience }: { audience: Audience }): Promise<SharedHome> {
    const viewing = viewingValues(audience)
    const rows = await railsOfHome.rows([
      ...viewing,
      ...[LENGTHS.others, SHORTEST_GENRE, MOST_GENRES[audience.kids ? 'kids' : 'all']],
      ...[LENGTHS.new, audience.kids],
    ])
    const ids = [...new Set(rows.flatMap((row) => row.title_ids))]
    const cards = new Map(
      (await cardsOfHome.rows([...viewing, ids])).map((row) => [row.id, toTitleCard(row)])
    )
    const cardsOf = (row: RailRow) => row.title_ids.flatMap((id) => cards.get(id) ?? [])
    const newest = rows.find((row) => row.kind === 'new')
    const hero = await heroOf(newest ? cardsOf(newest) : [], audience)
    return {
      heroId: hero?.id ?? null,
      hero: JSON.stringify(hero),
      rails: rows.flatMap((row) => railOf(row, cardsOf(row))),
    }
  }
}

function railOf(row: RailRow, cards: TitleCard[]): WrittenRail[] {
  if (cards.length === 0) return []
  const named = row.kind === 'genre' || row.kind === 'collection'
  const rail = {
    id: named ? `${row.kind}-${row.id}` : row.kind,
    name: named ? row.name! : RAIL_NAMES[row.kind as keyof typeof RAIL_NAMES],
    kind: row.kind,
    items: cards,
  }
  return [writeRail(Number(row.position), rail)]
}

/** The newest title that can be played and has a backdrop to fill the page. */
async function heroOf(newest: TitleCard[], audience: Audience) {
  const card =
    newest.find(({ playable, artwork }) => playable && artwork.backdrop) ?? newest[0] ?? null
  if (!card) return null
  const words = await wordsOfHero.first([...viewingValues(audience), card.id])
  return { ...card, synopsis: words?.synopsis ?? null, trailerId: words?.trailer_id ?? null }
}
