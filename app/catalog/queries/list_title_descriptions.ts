import db from '@adonisjs/lucid/services/db'
import type { PersonId, TitleId } from '#core/ids'

/** What a film or a show is, as far as words tell it. */
export interface TitleWords {
  titleId: TitleId
  kind: 'film' | 'show'
  releaseYear: number | null
  genres: string[]
  tags: string[]
  people: PersonId[]
  synopsis: string | null
}

/** By `titles_newest`; genres, tags and credits by the indexes of their titles. */
const LIST = `
  select t.id as "titleId", t.kind, t.release_year as "releaseYear", t.synopsis,
    array(select g.genre_id from catalog.title_genres g where g.title_id = t.id order by 1) as genres,
    array(select x.tag_id from catalog.title_tags x where x.title_id = t.id order by 1) as tags,
    array(
      select distinct c.person_id from catalog.credits c where c.title_id = t.id order by 1
    ) as people
  from catalog.titles t
  where t.state = 'published' and t.kind in ('film', 'show')
  order by t.id`

/** All published films and shows, in the order of their ids. */
export class ListTitleDescriptions {
  async handle(): Promise<TitleWords[]> {
    const { rows } = await db.rawQuery<{ rows: TitleWords[] }>(LIST)
    return rows
  }
}
