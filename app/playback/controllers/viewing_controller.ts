import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { viewingOf } from '#catalog'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import type { ProfileId, TitleId } from '#core/ids'
import { DEFAULT_LIMIT } from '#core/pagination'
import { ChooseTracks } from '../actions/choose_tracks.js'
import { DeleteHistory } from '../actions/delete_history.js'
import { DeleteHistoryItem } from '../actions/delete_history_item.js'
import { MarkWatched } from '../actions/mark_watched.js'
import { E_HISTORY_ITEM } from '../errors.js'
import { FindContinueWatching } from '../queries/find_continue_watching.js'
import { FindHistory } from '../queries/find_history.js'
import { transformWatched, transformWatchedOn } from '../transformers/watched_transformer.js'
import {
  historyItemParams,
  pageQuery,
  profileParams,
  profileTitleParams,
  tracksBody,
  watchedBody,
} from '../validators/requests.js'

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

  @inject()
  async forgetTitle(ctx: HttpContext, deleteHistory: DeleteHistory) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    const forgotten = await deleteHistory.handle({
      profileId: profileId as ProfileId,
      titleId: titleId as TitleId,
    })
    if (forgotten === 0) throw new E_HISTORY_ITEM({ detail: 'This profile has not watched this.' })
    return ctx.response.noContent()
  }

  @inject()
  async forgetAll(ctx: HttpContext, deleteHistory: DeleteHistory) {
    const { profileId } = await validateParams(ctx, profileParams)
    await deleteHistory.handle({ profileId: profileId as ProfileId })
    return ctx.response.noContent()
  }

  @inject()
  async markWatched(ctx: HttpContext, markWatched: MarkWatched) {
    const { profileId, playableId } = await validateParams(ctx, historyItemParams)
    const { watched } = await validateBody(ctx, watchedBody)
    await markWatched.handle({ viewing: await viewingOf(ctx, profileId), playableId, watched })
    return ctx.response.noContent()
  }

  @inject()
  async chooseTracks(ctx: HttpContext, chooseTracks: ChooseTracks) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    const { audio, text } = await validateBody(ctx, tracksBody)
    await chooseTracks.handle({
      profileId: profileId as ProfileId,
      titleId: titleId as TitleId,
      chosen: {
        audio: audio && { language: audio.language, label: audio.label ?? null },
        text: text && { language: text.language, forced: text.forced ?? false },
      },
    })
    return ctx.response.noContent()
  }
}
