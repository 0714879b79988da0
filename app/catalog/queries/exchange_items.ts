import db from '@adonisjs/lucid/services/db'
import {
  EPISODE_SNAPSHOT,
  SEASON_SNAPSHOT,
  TITLE_SNAPSHOT,
  type EpisodeSnapshot,
  type TitleSnapshot,
  type Translations,
} from '../editing/snapshots.js'
import type { Item } from '../exchange/items.js'

/** Titles that are read at a time, so that a catalogue of any size goes out in little memory. */
const BATCH = 200

interface TitleRow {
  id: string
  key: string
  parent: string | null
  snapshot: TitleSnapshot
  seasons: (Omit<Item<'season'>, 'kind' | 'show'> & { episodes: EpisodeSnapshot[] })[]
}

const TITLES = (kinds: string) => `
  select t.id, coalesce(t.external_id, t.id::text) as key,
    (select coalesce(p.external_id, p.id::text) from catalog.titles p where p.id = t.parent_id)
      as parent,
    ${TITLE_SNAPSHOT} as snapshot,
    coalesce((
      select jsonb_agg(${SEASON_SNAPSHOT} || jsonb_build_object('episodes', coalesce((
        select jsonb_agg(${EPISODE_SNAPSHOT} order by e.number)
        from catalog.episodes e where e.season_id = s.id), '[]')) order by s.number)
      from catalog.seasons s where s.title_id = t.id), '[]') as seasons
  from catalog.titles t where ${kinds} and t.id > ?::uuid order by t.id limit ${BATCH}`

/**
 * The whole catalogue as items, each after those that it names: genres and tags, films and shows with
 * their seasons and episodes, extras, collections.
 */
export class ExchangeItems {
  async *handle(): AsyncGenerator<Item> {
    yield* words('genre')
    yield* words('tag')
    yield* titles(`t.kind in ('film', 'show')`)
    yield* titles(`t.kind = 'extra'`)
    yield* collections()
  }

  /** Languages that anything is translated into, for a table with a column for each. */
  async languages(): Promise<string[]> {
    const tables = ['title', 'season', 'episode', 'collection', 'genre', 'tag']
    const { rows } = await db.rawQuery<{ rows: { language: string }[] }>(
      `${tables.map((one) => `select language from catalog.${one}_translations`).join(' union ')}
       order by 1`
    )
    return rows.map(({ language }) => language)
  }
}

async function* words(kind: 'genre' | 'tag'): AsyncGenerator<Item> {
  const { rows } = await db.rawQuery<{
    rows: { id: string; name: string; translations: Translations<{ name: string }> }[]
  }>(
    `select w.id, w.name, coalesce((
       select jsonb_object_agg(x.language, jsonb_build_object('name', x.name))
       from catalog.${kind}_translations x where x.${kind}_id = w.id), '{}') as translations
     from catalog.${kind}s w order by w.id`
  )
  for (const { id, ...said } of rows) yield { kind, externalId: id, ...said } as Item
}

async function* titles(kinds: string): AsyncGenerator<Item> {
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await db.rawQuery<{ rows: TitleRow[] }>(TITLES(kinds), [last])
    for (const row of rows) {
      yield titleOf(row)
      yield* seasonsOf(row)
    }
    if (rows.length < BATCH) return
    last = rows.at(-1)!.id
  }
}

/** What depends on media, or is told in another way. */
const NOT_EXCHANGED = ['state', 'assetId', 'artwork', 'still', 'parentId'] as const
const OF_EXTRAS = ['extraKind', 'position'] as const

function titleOf({ key, parent, snapshot }: TitleRow): Item {
  const isExtra = snapshot.kind === 'extra'
  return {
    ...without(snapshot, [...NOT_EXCHANGED, ...(isExtra ? [] : OF_EXTRAS)]),
    externalId: key,
    ...(isExtra ? { parent } : {}),
    credits: snapshot.credits.map((credit) => without(credit, ['personId'])),
    ratings: snapshot.ratings.map((rating) => without(rating, ['age'])),
  } as unknown as Item
}

function* seasonsOf({ key, seasons }: TitleRow): Generator<Item> {
  for (const { episodes, ...season } of seasons) {
    yield { kind: 'season', show: key, ...season }
    for (const episode of episodes) {
      const said = without(episode, NOT_EXCHANGED)
      yield { kind: 'episode', show: key, season: season.number, ...said } as unknown as Item
    }
  }
}

function without(row: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)))
}

async function* collections(): AsyncGenerator<Item> {
  const { rows } = await db.rawQuery<{ rows: Omit<Item<'collection'>, 'kind'>[] }>(
    `select coalesce(c.external_id, c.id::text) as "externalId", c.name, c.description, c.language,
       c.home_position as "homePosition",
       array(
         select coalesce(t.external_id, t.id::text)
         from catalog.collection_titles ct join catalog.titles t on t.id = ct.title_id
         where ct.collection_id = c.id order by ct.position) as titles,
       coalesce((
         select jsonb_object_agg(x.language, jsonb_build_object(
           'name', x.name, 'description', x.description))
         from catalog.collection_translations x where x.collection_id = c.id), '{}')
         as translations
     from catalog.collections c order by c.id`
  )
  for (const row of rows) yield { kind: 'collection', ...row }
}
