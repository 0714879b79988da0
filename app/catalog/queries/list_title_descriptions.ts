import db from '@adonisjs/lucid/services/db'
import type { PersonId, TitleId } from '#core/ids'

/** What a film or a show is, as far as its entry tells. */
export interface TitleWords {
  titleId: TitleId
  genres: string[]
  people: PersonId[]
  synopsis: string
}

/** By `titles_newest`; genres and credits by the indexes of their titles. */
const LIST = `
  select t.id as "titleId", coalesce(t.synopsis, '') as synopsis,
    array(select g.genre_id from catalog.title_genres g where g.title_id = t.id order by 1) as genres,
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
