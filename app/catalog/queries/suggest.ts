import type { Id, TitleId } from '#core/ids'
import { anyOf, hot } from '#core/sql'
import type { FoundKind } from '../search/document.js'
import { rankedFor } from '../search/recent_answers.js'
import { searchViewOf, type SearchView } from '../search/search_view.js'
import { nameKey } from '../search/lexemes.js'
import { findTyped, type TypedRow } from '../search/typed.js'
import type { TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TitleCardsByIds } from './title_cards_by_ids.js'
import { collectionText, viewingValues } from './viewing_sql.js'

export interface Suggestion {
  kind: Exclude<FoundKind, 'episode'>
  id: Id<string>
  name: string
  /** Another name, by which it was found. */
  alias: string | null
  title: TitleCard | null
}

const namesOf = hot<{ id: string; name: string }>(
  'catalog.search_names',
  `select d.id, d.labels -> 0 ->> 1 as name
   from catalog.search_documents d where d.id = ${anyOf('$1::uuid[]')}`
)

const namesOfCollections = hot<{ id: string; name: string }>(
  'catalog.search_names_of_collections',
  `select c.id, ${collectionText('name')} as name from catalog.collections c
   where c.id = ${anyOf('$4::uuid[]')} and $1::integer is not null and $2::text is not null`
)

const ENOUGH = 4
/** More than this and a viewer reads instead of typing. */
const MOST_SUGGESTIONS = 8
const MOST_OF_NO_TITLE = 3
/** From here on, what was typed is more than the beginning of a name. */
const SEARCHABLE = 3

/** What a viewer may be typing: names that begin so, else what a search would find. */
export class Suggest {
  async handle({ viewing, text }: { viewing: Viewing; text: string }): Promise<Suggestion[]> {
    const view = await searchViewOf(viewing)
    const key = nameKey(text)
    const begun = inOrder(await findTyped(view.audience, key), key)
    const found =
      begun.length < ENOUGH && [...key].length >= SEARCHABLE ? await this.#search(view, text) : []
    const known = new Set(begun.map(({ id }) => id))
    const all = mixed([...begun, ...found.filter(({ id }) => !known.has(id))])
    return this.#load({ ...view.audience, audience: view.audience }, all)
  }

  async #search(view: SearchView, text: string): Promise<Begun[]> {
    const { results } = await rankedFor(view, text, { brief: true })
    const rows = results.slice(0, MOST_SUGGESTIONS).map(({ row }) => row)
    const names = await namesOf.rows([rows.map(({ id }) => id)])
    const nameOf = new Map(names.map(({ id, name }) => [id, name]))
    return rows.map(({ id, kind }) => ({ id, kind, name: nameOf.get(id) ?? null }))
  }

  async #load(viewing: Viewing, begun: Begun[]): Promise<Suggestion[]> {
    const titleIds = begun
      .filter(({ kind }) => kind === 'film' || kind === 'show')
      .map(({ id }) => id as Id<'title'>)
    const collectionIds = begun.flatMap(({ id, kind }) => (kind === 'collection' ? [id] : []))
    const [{ titles }, collections] = await Promise.all([
      new TitleCardsByIds().handle({ titleIds, viewing }),
      collectionIds.length > 0
        ? namesOfCollections.rows([...viewingValues(viewing), collectionIds])
        : [],
    ])
    return begun.flatMap(({ id, kind, name }) => {
      const title = titles.get(id as TitleId) ?? null
      const collection = collections.find((known) => known.id === id)
      const shown = title?.name ?? collection?.name ?? name
      const isTitle = kind === 'film' || kind === 'show'
      if (kind === 'episode' || shown === null || (isTitle && !title)) return []
      const alias = (title || collection) && name !== null && name !== shown ? name : null
      return [{ kind, id, name: shown, alias, title }]
    })
  }
}

interface Begun {
  id: Id<string>
  kind: FoundKind
  /** The name that was found. */
  name: string | null
}

/** Each document once; a whole name before the beginning of one, and that before a later word. */
function inOrder(rows: TypedRow[], key: string): Begun[] {
  const place = ({ start, whole }: TypedRow) => (start === key && whole ? 0 : whole ? 1 : 2)
  const sorted = rows.sort((a, b) => place(a) - place(b) || b.weight - a.weight)
  const seen = new Set<string>()
  return sorted.filter(({ id }) => !seen.has(id) && seen.add(id))
}

/** Titles first of all: people and collections take a few places at most. */
function mixed(begun: Begun[]): Begun[] {
  let others = 0
  return begun
    .filter(({ kind }) => kind === 'film' || kind === 'show' || ++others <= MOST_OF_NO_TITLE)
    .slice(0, MOST_SUGGESTIONS)
}
