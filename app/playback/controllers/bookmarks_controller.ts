import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { viewingOf } from '#catalog'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import type { ProfileId, TitleId } from '#core/ids'
import { DEFAULT_LIMIT } from '#core/pagination'
import { CreateBookmark } from '../actions/create_bookmark.js'
import { DeleteBookmark, RenameBookmark } from '../actions/edit_bookmark.js'
import { ListBookmarks } from '../queries/list_bookmarks.js'
import { transformBookmark } from '../transformers/watched_transformer.js'
import {
  bookmarkBody,
  bookmarkNameBody,
  bookmarkParams,
  bookmarksQuery,
  profileParams,
} from '../validators/requests.js'
import { wantedOf } from '../wanted.js'

/** Moments that a profile marked. */
export default class BookmarksController {
  @inject()
  async store(ctx: HttpContext, createBookmark: CreateBookmark) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { positionSeconds, name = null, ...ids } = await validateBody(ctx, bookmarkBody)
    const wanted = wantedOf(ids)
    const viewing = await viewingOf(ctx, profileId)
    const bookmark = await createBookmark.handle({ viewing, wanted, positionSeconds, name })
    return ctx.response.created(transformBookmark(bookmark))
  }

  @inject()
  async index(ctx: HttpContext, listBookmarks: ListBookmarks) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { cursor, limit = DEFAULT_LIMIT, titleId } = await validateQuery(ctx, bookmarksQuery)
    const page = await listBookmarks.handle({
      viewing: await viewingOf(ctx, profileId),
      titleId: titleId as TitleId | undefined,
      ...{ cursor, limit },
    })
    sendRevalidated(ctx, {
      items: page.items.map(transformBookmark),
      nextCursor: page.nextCursor,
    })
  }

  @inject()
  async rename(ctx: HttpContext, renameBookmark: RenameBookmark) {
    const { profileId, bookmarkId } = await validateParams(ctx, bookmarkParams)
    const { name } = await validateBody(ctx, bookmarkNameBody)
    await renameBookmark.handle({ profileId: profileId as ProfileId, bookmarkId, name })
    return ctx.response.noContent()
  }

  @inject()
  async destroy(ctx: HttpContext, deleteBookmark: DeleteBookmark) {
    const { profileId, bookmarkId } = await validateParams(ctx, bookmarkParams)
    await deleteBookmark.handle({ profileId: profileId as ProfileId, bookmarkId })
    return ctx.response.noContent()
  }
}
