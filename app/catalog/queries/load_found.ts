import type { EpisodeId, Id, TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { FoundRow } from '../search/candidates.js'
import type { FoundKind, Label, LabelField } from '../search/document.js'
import { matchedLabel } from '../search/matched_label.js'
import { wordsOf } from '../search/fold.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import type { SeasonPlace } from './find_season_place.js'
import { TitleCardsByIds, type EpisodeCard } from './title_cards_by_ids.js'
import { collectionText, viewingValues, VISIBLE } from './viewing_sql.js'

/** Where in a text the words of the query stand: UTF-16 offsets, the end not included. */
export interface Highlight {
  start: number
  end: number
}

/** One thing that was found, as it is shown. */
export interface FoundThing {
  kind: FoundKind
  id: Id<string>
  name: string
  title: TitleCard | null
  /** The season of the show that the query asked for. */
  season: { id: string; number: number } | null
  episode: EpisodeCard | null
  /** Of a person or a collection: what they are best known for, or what is in it. */
  knownFor: TitleCard[]
  /** By what it was found. Null where that is nowhere in its texts, as after a typo. */
  matched: { field: LabelField; text: string; highlights: Highlight[] } | null
}

interface LabelRow {
  id: string
  labels: Label[]
}

const labelsOf = hot<LabelRow>(
  'catalog.search_labels',
  `select d.id, d.labels from catalog.search_documents d where d.id = ${anyOf('$1::uuid[]')}`
)

/** By `credits_person_id_idx`: the titles of each person that are watched most. */
const titlesOfPeople = hot<{ id: string; title_ids: TitleId[] }>(
  'catalog.search_titles_of_people',
  `select n.id, array(
     select t.id from (
       select distinct c.title_id from catalog.credits c where c.person_id = n.id) c
     join catalog.titles t on t.id = c.title_id
     left join catalog.title_popularity p on p.title_id = t.id
     where ${VISIBLE}
     order by p.popularity desc nulls last, t.id limit $5) as title_ids
   from unnest($4::uuid[]) as n (id) where $3::text[] is not null`
)

const titlesOfCollections = hot<{ id: string; name: string; title_ids: TitleId[] }>(
  'catalog.search_titles_of_collections',
  `select c.id, ${collectionText('name')} as name, array(
     select t.id from catalog.collection_titles ct join catalog.titles t on t.id = ct.title_id
     where ct.collection_id = c.id and ${VISIBLE}
     order by ct.position, t.id limit $5) as title_ids
   from catalog.collections c where c.id = ${anyOf('$4::uuid[]')}`
)

const KNOWN_FOR = 4

interface KnownFor {
  titleIds: TitleId[]
  /** Of a collection, in the viewer's language. */
  name?: string
}

/** Loads what is shown of documents that were found: a fixed number of queries, however many. */
export class LoadFound {
  readonly #words: string[]

  constructor(
    private viewing: Viewing,
    text: string
  ) {
    this.#words = wordsOf(text)
  }

  /** In the order of `rows`; what the viewer may not find any more is left out. */
  async handle(rows: readonly FoundRow[], place: SeasonPlace | null): Promise<FoundThing[]> {
    if (rows.length === 0) return []
    const idsOf = <I extends string>(...kinds: FoundKind[]) =>
      rows.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id as string as I)
    const [known, labels] = await Promise.all([
      this.#knownFor(idsOf('person'), idsOf('collection')),
      labelsOf.rows([rows.map(({ id }) => id)]),
    ])
    const cards = await new TitleCardsByIds().handle({
      titleIds: [
        ...new Set([
          ...idsOf<TitleId>('film', 'show'),
          ...[...known.values()].flatMap(({ titleIds }) => titleIds),
        ]),
      ],
      episodeIds: idsOf<EpisodeId>('episode'),
      viewing: this.viewing,
    })
    const labelsById = new Map(labels.map((row) => [row.id, row.labels]))
    return rows.flatMap(({ id, kind }) => {
      const title = cards.titles.get(id as Id<'title'>) ?? null
      const episode = cards.episodes.get(id as Id<'episode'>) ?? null
      const knownFor = (known.get(id)?.titleIds ?? []).flatMap(
        (titleId) => cards.titles.get(titleId) ?? []
      )
      const own = labelsById.get(id) ?? []
      const name = title?.name ?? episode?.name ?? known.get(id)?.name ?? own[0]?.[1]
      const gone =
        kind === 'person' || kind === 'collection' ? knownFor.length === 0 : !title && !episode
      if (gone || name === undefined) return []
      const season =
        place?.titleId === id ? { id: place.seasonId, number: place.seasonNumber } : null
      const matched = matchedLabel(own, this.#words)
      return [{ kind, id, name, title, season, episode, knownFor, matched }]
    })
  }

  /** Titles that were not searched for. */
  async titles(ids: TitleId[]): Promise<FoundThing[]> {
    const { titles } = await new TitleCardsByIds().handle({ titleIds: ids, viewing: this.viewing })
    return ids.flatMap((id) => {
      const title = titles.get(id)
      if (!title) return []
      const nothing = { season: null, episode: null, knownFor: [], matched: null }
      return [{ kind: title.kind as FoundKind, id, name: title.name, title, ...nothing }]
    })
  }

  /** A person is called the same in all languages. */
  async #knownFor(people: string[], collections: string[]): Promise<Map<string, KnownFor>> {
    const values = viewingValues(this.viewing)
    const [ofPeople, ofCollections] = await Promise.all([
      people.length > 0 ? titlesOfPeople.rows([...values, people, KNOWN_FOR]) : [],
      collections.length > 0 ? titlesOfCollections.rows([...values, collections, KNOWN_FOR]) : [],
    ])
    return new Map([
      ...ofPeople.map((row) => [row.id, { titleIds: row.title_ids }] as const),
      ...ofCollections.map((row) => [row.id, { titleIds: row.title_ids, name: row.name }] as const),
    ])
  }
}
