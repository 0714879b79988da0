import db from '@adonisjs/lucid/services/db'
import type { CollectionId, TitleId } from '#core/ids'
import { toPage, type Page } from '#core/pagination'
import type { StoredArtwork } from '../artwork/artwork_kind.js'
import { iso, type CollectionTexts, type Translations } from '../editing/snapshots.js'
import { E_COLLECTION_NOT_FOUND } from '../errors.js'
import type { PublicationState, TitleKind } from '../models/title.js'
import { toTitleArtwork } from '../transformers/artwork_transformer.js'
import { listed, type Translated } from '../transformers/edited_title_transformer.js'
import { containing, editedCursor, exact } from './list_staff_titles.js'

interface CollectionFields extends CollectionTexts {
  id: CollectionId
  version: number
  state: PublicationState
  externalId: string | null
  language: string
  homePosition: number | null
  createdAt: string
  updatedAt: string
}

const COLUMNS = `c.id, c.version, c.state, c.external_id as "externalId", c.language, c.name,
  c.description, c.home_position as "homePosition", ${iso('c.created_at')} as "createdAt",
  ${iso('c.updated_at')} as "updatedAt"`

/** A collection as editors see it, drafts among its titles included. */
export interface EditedCollection extends CollectionFields {
  translations: Translated<CollectionTexts>[]
  titles: CollectionTitle[]
}

interface CollectionTitle {
  id: TitleId
  kind: TitleKind
  name: string
  state: PublicationState
  poster: string | null
  posterSrcset: string | null
  posterPreview: string | null
}

type CollectionTitleRow = Pick<CollectionTitle, 'id' | 'kind' | 'name' | 'state'> & {
  artwork: StoredArtwork | null
}

interface EditedCollectionRow extends CollectionFields {
  translations: Translations<CollectionTexts>
  titles: CollectionTitleRow[]
}

/** One collection, whole: one query. */
export class FindEditedCollection {
  /** @throws E_COLLECTION_NOT_FOUND */
  async handle({ collectionId }: { collectionId: CollectionId }): Promise<EditedCollection> {
    const { rows } = await db.rawQuery<{ rows: EditedCollectionRow[] }>(
      `select ${COLUMNS},
         coalesce((
           select jsonb_object_agg(x.language, jsonb_build_object(
             'name', x.name, 'description', x.description))
           from catalog.collection_translations x where x.collection_id = c.id), '{}')
           as translations,
         coalesce((
           select jsonb_agg(jsonb_build_object(
             'id', t.id, 'kind', t.kind, 'name', t.name, 'state', t.state,
             'artwork', (
               select jsonb_build_object('hash', a.hash, 'widths', a.widths, 'preview', a.preview)
               from catalog.artwork a where a.title_id = t.id and a.kind = 'poster')
             ) order by ct.position)
           from catalog.collection_titles ct join catalog.titles t on t.id = ct.title_id
           where ct.collection_id = c.id), '[]') as titles
       from catalog.collections c where c.id = ?`,
      [collectionId]
    )
    const [row] = rows
    if (!row) throw new E_COLLECTION_NOT_FOUND()
    return {
      ...row,
      translations: listed(row.translations),
      titles: row.titles.map(({ artwork, ...title }) => {
        const { poster, posterSrcset, posterPreview } = toTitleArtwork(
          artwork ? { poster: artwork } : {}
        )
        return { ...title, poster, posterSrcset, posterPreview }
      }),
    }
  }
}

export interface StaffCollection extends CollectionFields {
  titleCount: number
}

/** Collections for editors, what was edited last first. By `collections_edited`. */
export class ListStaffCollections {
  async handle(asked: {
    text?: string
    cursor?: string
    limit: number
  }): Promise<Page<StaffCollection>> {
    const after = editedCursor(asked.cursor)
    const where = [
      ...(asked.text ? ['c.name ilike ?'] : []),
      ...(after ? ['(c.updated_at, c.id) < (?::timestamptz, ?::uuid)'] : []),
    ]
    const values = [...(asked.text ? [containing(asked.text)] : []), ...(after ?? [])]
    const { rows } = await db.rawQuery<{ rows: (StaffCollection & { editedAt: string })[] }>(
      `select ${COLUMNS}, ${exact('c.updated_at')} as "editedAt",
         (select count(*)::int from catalog.collection_titles ct where ct.collection_id = c.id)
           as "titleCount"
       from catalog.collections c where ${where.join(' and ') || 'true'}
       order by c.updated_at desc, c.id desc limit ?`,
      [...values, asked.limit + 1]
    )
    return toPage(
      rows,
      asked.limit,
      (row) => [row.editedAt, row.id],
      ({ editedAt: _, ...row }) => row
    )
  }
}
