import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import {
  CreateCollection,
  DeleteCollection,
  PublishCollection,
  UnpublishCollection,
  UpdateCollection,
} from '../actions/edit_collection.js'
import { TranslateCollection } from '../actions/translate.js'
import { ListStaffCollections } from '../queries/find_collections.js'
import { ListChanges } from '../queries/list_changes.js'
import {
  changesQuery,
  collectionTextsBody,
  createCollectionBody,
  staffListQuery,
  updateCollectionBody,
} from '../validators/editing.js'
import { collectionLanguageParams, collectionParams } from '../validators/identifiers.js'
import { editBy, sendEditedCollection } from './edited.js'

/** Collections, for editors. */
export default class CollectionsController {
  async index(ctx: HttpContext) {
    const { limit = DEFAULT_LIMIT, ...asked } = await validateQuery(ctx, staffListQuery)
    sendRevalidated(ctx, await new ListStaffCollections().handle({ ...asked, limit }))
  }

  async show(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    return sendEditedCollection(ctx, collectionId)
  }

  async changes(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    const { limit = DEFAULT_LIMIT, cursor } = await validateQuery(ctx, changesQuery)
    sendRevalidated(ctx, await new ListChanges().handle({ of: collectionId, cursor, limit }))
  }

  async store(ctx: HttpContext) {
    const body = await validateBody(ctx, createCollectionBody)
    const collection = await new CreateCollection().handle({
      ...body,
      by: ctx.principal.accountId,
    })
    ctx.response.status(201)
    return sendEditedCollection(ctx, collection.id)
  }

  async update(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    const changes = await validateBody(ctx, updateCollectionBody)
    await new UpdateCollection().handle({ collectionId, ...changes, ...editBy(ctx) })
    return sendEditedCollection(ctx, collectionId)
  }

  async destroy(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    await new DeleteCollection().handle({ collectionId, ...editBy(ctx) })
    ctx.response.status(204).send(null)
  }

  async translate(ctx: HttpContext) {
    const params = await validateParams(ctx, collectionLanguageParams)
    const texts = await validateBody(ctx, collectionTextsBody)
    await new TranslateCollection().handle({ ...params, texts, ...editBy(ctx) })
    return sendEditedCollection(ctx, params.collectionId)
  }

  async untranslate(ctx: HttpContext) {
    const params = await validateParams(ctx, collectionLanguageParams)
    await new TranslateCollection().handle({ ...params, texts: null, ...editBy(ctx) })
    return sendEditedCollection(ctx, params.collectionId)
  }

  async publish(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    await new PublishCollection().handle({ collectionId, ...editBy(ctx) })
    return sendEditedCollection(ctx, collectionId)
  }

  async unpublish(ctx: HttpContext) {
    const { collectionId } = await validateParams(ctx, collectionParams)
    await new UnpublishCollection().handle({ collectionId, ...editBy(ctx) })
    return sendEditedCollection(ctx, collectionId)
  }
}
