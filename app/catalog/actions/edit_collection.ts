import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId, type CollectionId, type TitleId } from '#core/ids'
import { E_INVALID_REQUEST } from '#core/problem'
import { edit, recordCreation, type Edit } from '../editing/edit.js'
import type { CollectionTexts, Translations } from '../editing/snapshots.js'
import { E_CATALOG_INCOMPLETE } from '../errors.js'
import Collection from '../models/collection.js'
import { refuseTakenExternalId } from './refuse_taken.js'

export interface CollectionDescription {
  name: string
  description?: string | null
  language?: string
  externalId?: string | null
  homePosition?: number | null
  /** In their order. */
  titleIds?: TitleId[]
  translations?: Translations<Partial<CollectionTexts> & { name: string }>
}

/** Begins a collection as a draft. */
export class CreateCollection {
  /** @throws E_EXTERNAL_ID_TAKEN, E_INVALID_REQUEST when a title is not there, or is an extra */
  async handle(input: CollectionDescription & Edit): Promise<Collection> {
    const { by, trx: within, ifVersions, titleIds, translations, ...columns } = input
    const create = async (client: TransactionClientContract) => {
      const draft = { id: newId<CollectionId>(), state: 'draft' as const, language: 'en' }
      const collection = await refuseTakenExternalId(
        Collection.create({ ...draft, ...columns }, { client })
      )
      if (titleIds) await writeTitles(client, collection.id, titleIds)
      if (translations) await writeTranslations(client, collection.id, translations)
      await recordCreation(client, { collectionId: collection.id }, by)
      return collection
    }
    return within ? create(within) : db.transaction(create)
  }
}

/** Changes a collection; what is left out stays as it is. */
export class UpdateCollection {
  /**
   * @throws E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE, E_EXTERNAL_ID_TAKEN
   * @throws E_INVALID_REQUEST when a title is not there, or is an extra
   * @throws E_CATALOG_INCOMPLETE when a published collection would lose its last title
   */
  async handle(
    input: { collectionId: CollectionId } & Partial<CollectionDescription> & Edit
  ): Promise<void> {
    const { collectionId, by, ifVersions, trx, titleIds, translations, ...columns } = input
    const change = { action: 'update', by, ifVersions, trx }
    await editCollection(collectionId, change, async (collection, client) => {
      await refuseTakenExternalId(collection.merge(columns).save())
      if (titleIds) await writeTitles(client, collectionId, titleIds)
      if (translations) await writeTranslations(client, collectionId, translations)
      if (collection.state === 'published') await refuseEmpty(client, collectionId)
    })
  }
}

/** Shows a collection to viewers. */
export class PublishCollection {
  /** @throws E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE, E_CATALOG_INCOMPLETE without a title */
  async handle({ collectionId, ...by }: { collectionId: CollectionId } & Edit): Promise<void> {
    await editCollection(collectionId, { action: 'publish', ...by }, async (collection, trx) => {
      await refuseEmpty(trx, collectionId)
      await collection.merge({ state: 'published' }).save()
    })
  }
}

/** Takes a collection back from viewers; its titles stay. */
export class UnpublishCollection {
  /** @throws E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle({ collectionId, ...by }: { collectionId: CollectionId } & Edit): Promise<void> {
    await editCollection(collectionId, { action: 'unpublish', ...by }, async (collection) => {
      await collection.merge({ state: 'draft' }).save()
    })
  }
}

/** Takes a collection out of the catalogue; its titles stay. */
export class DeleteCollection {
  /** @throws E_COLLECTION_NOT_FOUND, E_EDITED_MEANWHILE */
  async handle({ collectionId, ...by }: { collectionId: CollectionId } & Edit): Promise<void> {
    await editCollection(collectionId, { action: 'delete', ...by }, async (collection) => {
      await collection.delete()
    })
  }
}

async function editCollection(
  collectionId: CollectionId,
  change: { action: string } & Edit,
  work: (collection: Collection, trx: TransactionClientContract) => Promise<void>
): Promise<void> {
  const subject = { entity: 'collection', id: collectionId } as const
  await edit({ collectionId }, { ...change, subject }, async (client) =>
    work(await Collection.findOrFail(collectionId, { client }), client)
  )
}

async function refuseEmpty(trx: TransactionClientContract, id: CollectionId): Promise<void> {
  const first = await trx.from('catalog.collection_titles').where('collection_id', id).first()
  if (first) return
  throw new E_CATALOG_INCOMPLETE({
    detail: 'Still missing: titles.',
    fields: [{ field: 'titleIds', message: 'Add at least one title.' }],
  })
}

async function writeTitles(
  trx: TransactionClientContract,
  collectionId: CollectionId,
  titleIds: TitleId[]
): Promise<void> {
  const there: { id: TitleId }[] = await trx
    .from('catalog.titles')
    .whereIn('id', titleIds)
    .whereNot('kind', 'extra')
    .forShare()
    .select('id')
  const known = new Set(there.map(({ id }) => id))
  const fields = titleIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ field: `titleIds.${index}`, message: 'There is no such film or show.' }]
  )
  if (fields.length > 0) throw new E_INVALID_REQUEST({ fields })
  await trx.from('catalog.collection_titles').where('collection_id', collectionId).delete()
  if (titleIds.length === 0) return
  await trx
    .insertQuery()
    .table('catalog.collection_titles')
    .multiInsert(
      titleIds.map((id, position) => ({ collection_id: collectionId, title_id: id, position }))
    )
}

async function writeTranslations(
  trx: TransactionClientContract,
  collectionId: CollectionId,
  translations: NonNullable<CollectionDescription['translations']>
): Promise<void> {
  await trx.from('catalog.collection_translations').where('collection_id', collectionId).delete()
  const rows = Object.entries(translations).map(([language, { name, description }]) => ({
    ...{ collection_id: collectionId, language, name },
    description: description ?? null,
  }))
  if (rows.length === 0) return
  await trx.insertQuery().table('catalog.collection_translations').multiInsert(rows)
}
