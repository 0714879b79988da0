import type { TitleId } from '#core/ids'
import { hot } from '#core/sql'
import type { Audience } from '../shared/audience.js'
import { recommender } from '../recommender.js'
import { sharedParts } from '../shared/shared_parts.js'
import { viewingValues, VISIBLE } from './viewing_sql.js'

/** The newest titles of a genre, with the years of their release. */
interface GenreShelf {
  id: string
  titles: [id: TitleId, year: number][]
}

const MOST_PER_GENRE = 300
/** More than these nobody pages through. */
const MOST_SIMILAR = 60

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
 * Titles like another one, by id: what those who watched it watch, as the recommender knows, then what
 * shares the most of its genres, nearest to it in years first. What stands in each genre is read once
 * for an audience, and the answer is kept for it.
 */
export class FindSimilar {
  async handle(input: {
    titleId: TitleId
    genreIds: readonly string[]
    releaseYear: number | null
    audience: Audience
  }): Promise<TitleId[]> {
    const { titleId, audience } = input
    const key = ['similar', titleId, recommender.similarMark(), audience.key]
    return sharedParts.get('pages', key, async () => {
      const [watched, alike] = await Promise.all([
        recommender.similarTo({ titleId, audience }),
        this.#byGenre(input),
      ])
      const ids = new Set([...watched, ...alike])
      ids.delete(titleId)
      return [...ids].slice(0, MOST_SIMILAR)
    })
  }

  async #byGenre(input: {
    genreIds: readonly string[]
    releaseYear: number | null
    audience: Audience
  }): Promise<TitleId[]> {
    const { audience, releaseYear } = input
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
    return [...shared]
      .sort(([, a], [, b]) => b.genres - a.genres || a.years - b.years)
      .slice(0, MOST_SIMILAR + 1)
      .map(([id]) => id)
  }
}
