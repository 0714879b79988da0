import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { viewingOf } from '#catalog'
import { validateParams, validateQuery } from '#core/http/validate'
import type { ProfileId } from '#core/ids'
import { DEFAULT_LIMIT } from '#core/pagination'
import { DeleteHistoryItem } from '../actions/delete_history_item.js'
import { FindContinueWatching } from '../queries/find_continue_watching.js'
import { FindHistory } from '../queries/find_history.js'
import { transformWatched, transformWatchedOn } from '../transformers/watched_transformer.js'
import { historyItemParams, pageQuery, profileParams } from '../validators/requests.js'

/** As many as anyone goes on with. */
const MOST_CONTINUED = 50

/** What a profile watches and has watched. */
export default class ViewingController {
  @inject()
  async continueWatching(ctx: HttpContext, find: FindContinueWatching) {
    const { profileId } = await validateParams(ctx, profileParams)
    const viewing = await viewingOf(ctx, profileId)
    const items = await find.handle({ viewing, limit: MOST_CONTINUED })
    return { items: items.map(transformWatchedOn) }
  }

  @inject()
  async history(ctx: HttpContext, find: FindHistory) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, pageQuery)
    const page = await find.handle({ viewing: await viewingOf(ctx, profileId), cursor, limit })
    return { items: page.items.map(transformWatched), nextCursor: page.nextCursor }
  }

  @inject()
  async forget(ctx: HttpContext, deleteHistoryItem: DeleteHistoryItem) {
    const { profileId, playableId } = await validateParams(ctx, historyItemParams)
    await deleteHistoryItem.handle({ profileId: profileId as ProfileId, playableId })
    return ctx.response.noContent()
  }
}
