import { hot } from '#core/sql'
import { GENRE_NAME, viewingValues } from '../queries/viewing_sql.js'
import type { Audience } from './audience.js'
import { sharedParts } from './shared_parts.js'

const genreNames = hot<{ id: string; name: string }>(
  'catalog.genre_names',
  `select g.id, ${GENRE_NAME} as name from catalog.genres g
   where $1::smallint is not null and $2::text is not null order by g.id`
)

/** What genres are called in the language of an audience, by their ids. */
export async function genreNamesOf(audience: Audience): Promise<ReadonlyMap<string, string>> {
  const names = await sharedParts.get('pages', ['genre-names', audience.key], () =>
    genreNames.rows([...viewingValues(audience)])
  )
  return new Map(names.map(({ id, name }) => [id, name]))
}
