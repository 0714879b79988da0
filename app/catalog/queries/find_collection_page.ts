import { isId, type CollectionId } from '#core/ids'
import { decodeCursor, toPage, type Page } from '#core/pagination'
import { hot } from '#core/sql'
import { E_COLLECTION_NOT_FOUND } from '../errors.js'
import { refuseCursor } from '../list_cursor.js'
import { toTitleCard, type TitleCard } from '../transformers/title_card_transformer.js'
import type { Viewing } from '../viewing.js'
import { TITLE_CARD_COLUMNS, type TitleCardRow } from './title_card_sql.js'
import { collectionText, TITLE_TEXTS, viewingValues, VISIBLE } from './viewing_sql.js'

/** An editor's collection, as viewers see it, with a page of its titles. */
export interface CollectionPage extends Page<TitleCard> {
  id: CollectionId
  name: string
  description: string | null
}

interface CollectionRow {
  id: CollectionId
  name: string
  description: string | null
}

const published = hot<CollectionRow>(
  'catalog.collection_page',
  `select c.id, ${collectionText('name')} as name, ${collectionText('description')} as description
   from catalog.collections c
   where c.id = $1 and c.state = 'published' and $2::text is not null`
)

/** By `collection_titles_pkey`: an editor's collection is short. */
const titlesIn = hot<TitleCardRow & { position: number }>(
  'catalog.collection_page_titles',
  `select ${TITLE_CARD_COLUMNS}, l.position
   from catalog.collection_titles l join catalog.titles t on t.id = l.title_id ${TITLE_TEXTS}
   where l.collection_id = $4 and ${VISIBLE}
     and ($5::int is null or (l.position, t.id) > ($5, $6::uuid))
   order by l.position, t.id limit $7`
)

/** A published collection in its editor's order, a page at a time: two queries. */
export class FindCollectionPage {
  /**
   * @throws E_COLLECTION_NOT_FOUND also for a kids profile when it holds nothing for kids
   * @throws E_INVALID_REQUEST when the cursor is not one of this list
   */
  async handle(input: {
    collectionId: CollectionId
    viewing: Viewing
    cursor?: string
    limit: number
  }): Promise<CollectionPage> {
    const { collectionId, viewing, limit } = input
    const [position, id] = keyOf(input.cursor)
    const { country, languages } = viewing
    const [collection, rows] = await Promise.all([
      published.first([collectionId, country, languages]),
      titlesIn.rows([...viewingValues(viewing), collectionId, position, id, limit + 1]),
    ])
    const hidden = viewing.kids && position === null && rows.length === 0
    if (!collection || hidden) throw new E_COLLECTION_NOT_FOUND()
    return { ...collection, ...toPage(rows, limit, (row) => [row.position, row.id], toTitleCard) }
  }
}

const POSTGRES_INTEGER = 2_147_483_647

function keyOf(cursor: string | undefined): [position: number | null, id: string | null] {
  const parts = decodeCursor(cursor, 2)
  if (!parts) return [null, null]
  const [position, id] = parts
  const isPosition = Number.isInteger(position) && Math.abs(Number(position)) <= POSTGRES_INTEGER
  if (!isPosition || !isId(id)) throw refuseCursor()
  return [Number(position), id]
}
