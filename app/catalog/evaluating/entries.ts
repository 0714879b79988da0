import db from '@adonisjs/lucid/services/db'
import { isUnspaced, wordsOf } from '../search/fold.js'
import { nameKey } from '../search/lexemes.js'

/** What is known of a title when a query for it is made up and judged. */
export interface Entry {
  id: string
  kind: 'film' | 'show'
  name: string
  /** Names in other languages, by language. */
  translations: Record<string, string>
  year: number
  people: string[]
  genres: string[]
  /** Numbers of seasons, with how many episodes each has. */
  seasons: [number: number, episodes: number][]
  /** Folded names, its own and others. */
  keys: string[]
}

/** All published films and shows of the catalogue, in the order of their ids. */
export async function readEntries(): Promise<Entry[]> {
  const { rows } = await db.rawQuery<{ rows: Omit<Entry, 'keys'>[] }>(
    `select t.id, t.kind, t.name, coalesce(t.release_year, 0) as year,
       coalesce((select json_object_agg(x.language, x.name)
         from catalog.title_translations x where x.title_id = t.id), '{}') as translations,
       array(select n.name from catalog.credits c join catalog.people n on n.id = c.person_id
         where c.title_id = t.id order by c.position) as people,
       array(select g.name from catalog.title_genres tg join catalog.genres g on g.id = tg.genre_id
         where tg.title_id = t.id order by tg.position) as genres,
       coalesce((select json_agg(json_build_array(s.number, (
           select count(*) from catalog.episodes e where e.season_id = s.id)) order by s.number)
         from catalog.seasons s where s.title_id = t.id), '[]') as seasons
     from catalog.titles t
     where t.state = 'published' and t.kind <> 'extra' and not t.windowed
     order by t.id`
  )
  return rows.map((row) => ({
    ...row,
    keys: [row.name, ...Object.values(row.translations)].map(nameKey),
  }))
}

/** Whether a name is written in Latin letters. */
export function isLatin(name: string): boolean {
  return wordsOf(name).every((word) => /^[a-z0-9]+$/.test(word)) && !isUnspaced(name)
}
