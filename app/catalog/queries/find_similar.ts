import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { Audience } from '../shared/audience.js'
import { cardShelf } from '../shared/card_shelf.js'
import { sharedParts } from '../shared/shared_parts.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import { viewingValues, VISIBLE } from './viewing_sql.js'

/** The newest titles of a genre, with the years of their release. */
interface GenreShelf {
  id: string
  titles: [id: TitleId, year: number][]
}

const MOST_PER_GENRE = 300
const MOST_SIMILAR = 12

/** By `title_genres_genre_id_title_id_idx`. */
const genreShelves = hot<GenreShelf>(
  'catalog.genre_shelves',
  `select g.id, array(
     select jsonb_build_array(t.id, coalesce(t.release_year, 0))
     from catalog.title_genres tg join catalog.titles t on t.id = tg.title_id
     where tg.genre_id = g.id and ${VISIBLE} and $3::text[] is not null
     order by t.published_at desc, t.id desc limit $4) as titles
   from catalog.genres g`
)

/**
 * Titles like another one: those that share the most of its genres, nearest to it in years first.
 * What stands in each genre is read once for an audience, so that a page costs its cards only.
 */
export class FindSimilar {
  async handle(input: {
    titleId: TitleId
    genreIds: readonly string[]
    releaseYear: number | null
    audience: Audience
  }): Promise<TitleCard[]> {
    const { audience, titleId, releaseYear } = input
    const shelves = await sharedParts.get('homes', ['genres', audience.key], () =>
      genreShelves.rows([...viewingValues(audience), MOST_PER_GENRE])
    )
    const shared = new Map<TitleId, { genres: number; years: number }>()
    for (const shelf of shelves) {
      if (!input.genreIds.includes(shelf.id)) continue
      for (const [id, year] of shelf.titles) {
        const known = shared.get(id)
        if (known) known.genres += 1
        else shared.set(id, { genres: 1, years: Math.abs(year - (releaseYear ?? year)) })
      }
    }
    shared.delete(titleId)
    const nearest = [...shared]
      .sort(([, a], [, b]) => b.genres - a.genres || a.years - b.years)
      .slice(0, MOST_SIMILAR)
      .map(([id]) => id)
    const cards = await cardShelf.cardsOf(audience, nearest)
    return nearest.flatMap((id) => cards.get(id) ?? [])
  }
}
