import { anyOf, hot } from '#core/sql'
import type { WordKind } from '../actions/edit_word.js'
import type { Viewing } from '../viewing.js'
import { viewingValues, VISIBLE } from './viewing_sql.js'

/** A genre or a tag in the viewer's language, with how many titles of it they can find. */
export interface Word {
  id: string
  name: string
  titleCount: number
}

const words = (kind: WordKind) => {
  const [table, titles] = kind === 'genre' ? ['genres', 'title_genres'] : ['tags', 'title_tags']
  return `select w.id, coalesce((
      select x.name from catalog.${kind}_translations x
      where x.${kind}_id = w.id and x.language = ${anyOf('$3::text[]')}
      order by array_position($3::text[], x.language) limit 1), w.name) as name,
      count(*)::int as "titleCount"
    from catalog.${table} w
      join catalog.${titles} l on l.${kind}_id = w.id
      join catalog.titles t on t.id = l.title_id
    where ${VISIBLE}
    group by w.id order by count(*) desc, w.id limit 500`
}

const LISTS = {
  genre: hot<Word>('catalog.genres_counted', words('genre')),
  tag: hot<Word>('catalog.tags_counted', words('tag')),
}

/** Genres or tags, the fullest first; one of which a viewer can find nothing is left out. */
export class ListWords {
  handle({ kind, viewing }: { kind: WordKind; viewing: Viewing }): Promise<Word[]> {
    return LISTS[kind].rows(viewingValues(viewing))
  }
}
