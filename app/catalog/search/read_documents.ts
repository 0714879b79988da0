import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  episodeDocument,
  namedDocument,
  titleDocument,
  type EpisodeSource,
  type MadeDocument,
  type TitleSource,
} from './document.js'

/** What there is to say of a title that has no popularity yet: a little, so that its people count. */
const UNKNOWN_POPULARITY = 0.02

const TITLES = `
  select t.id, t.kind, t.language, t.name, t.release_year as year, t.audio_languages as audio,
    coalesce(p.popularity, 0)::float8 as popularity,
    coalesce((select json_agg(json_build_array(x.language, x.name) order by x.language)
      from catalog.title_translations x where x.title_id = t.id), '[]') as translations,
    coalesce((select json_agg(to_json(array[g.id, g.name] || array(
        select x.name from catalog.genre_translations x where x.genre_id = g.id order by 1))
      order by tg.position)
      from catalog.title_genres tg join catalog.genres g on g.id = tg.genre_id
      where tg.title_id = t.id), '[]') as genres,
    array(
      select g.name from catalog.title_tags tt join catalog.tags g on g.id = tt.tag_id
      where tt.title_id = t.id
      union
      select x.name from catalog.title_tags tt join catalog.tag_translations x using (tag_id)
      where tt.title_id = t.id order by 1) as tags,
    coalesce((select json_agg(json_build_array(n.name, c.character) order by c.position)
      from catalog.credits c join catalog.people n on n.id = c.person_id
      where c.title_id = t.id), '[]') as credits
  from catalog.titles t left join catalog.title_popularity p on p.title_id = t.id
  where t.id = any(?::uuid[]) and t.kind <> 'extra'`

const EPISODES = `
  select e.id, e.title_id as show, e.name,
    coalesce((select json_agg(json_build_array(x.language, x.name) order by x.language)
      from catalog.episode_translations x where x.episode_id = e.id), '[]') as translations
  from catalog.episodes e where e.title_id = any(?::uuid[]) and e.state = 'published'`

const PEOPLE = `
  select n.id, array[n.name] as names,
    coalesce((select sum(coalesce(p.popularity, ${UNKNOWN_POPULARITY}))
      from (select distinct c.title_id from catalog.credits c where c.person_id = n.id) c
      left join catalog.title_popularity p on p.title_id = c.title_id), 0)::float8 as watched
  from catalog.people n where n.id = any(?::uuid[])`

const COLLECTIONS = `
  select c.id, array[c.name] || array(
      select x.name from catalog.collection_translations x
      where x.collection_id = c.id order by x.language) as names,
    0.3::float8 as popularity
  from catalog.collections c where c.id = any(?::uuid[])`

/** Makes the documents of films and shows, and of their episodes, from what a transaction sees. */
export async function documentsOfTitles(
  trx: TransactionClientContract,
  ids: readonly string[]
): Promise<MadeDocument[]> {
  const titles = await rowsOf<TitleSource>(trx, TITLES, ids)
  const episodes = await rowsOf<EpisodeSource & { show: string }>(trx, EPISODES, ids)
  const shows = new Map(titles.map((title) => [title.id, title]))
  return [
    ...titles.map(titleDocument),
    ...episodes.flatMap((episode) => {
      const show = shows.get(episode.show)
      return show ? [episodeDocument(episode, show)] : []
    }),
  ]
}

export async function documentsOfPeople(
  trx: TransactionClientContract,
  ids: readonly string[]
): Promise<MadeDocument[]> {
  const people = await rowsOf<{ id: string; names: string[]; watched: number }>(trx, PEOPLE, ids)
  return people.map(({ watched, ...person }) =>
    // Between 0 and 1: who was in one much watched title is well known already.
    namedDocument('person', { ...person, popularity: watched / (watched + 1) })
  )
}

export async function documentsOfCollections(
  trx: TransactionClientContract,
  ids: readonly string[]
): Promise<MadeDocument[]> {
  const collections = await rowsOf<{ id: string; names: string[]; popularity: number }>(
    trx,
    COLLECTIONS,
    ids
  )
  return collections.map((collection) => namedDocument('collection', collection))
}

async function rowsOf<Row>(
  trx: TransactionClientContract,
  query: string,
  ids: readonly string[]
): Promise<Row[]> {
  if (ids.length === 0) return []
  const { rows } = await trx.rawQuery<{ rows: Row[] }>(query, [[...ids]])
  return rows
}
