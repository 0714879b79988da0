import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { AskForReminder } from '../actions/ask_for_reminder.js'
import { EndReminder } from '../actions/end_reminder.js'
import { ListReminders } from '../queries/list_reminders.js'
import { pageQuery, profileParams, profileTitleParams } from '../validators/viewing.js'
import { viewingOf } from '../viewing.js'

/** What a profile wants to be told of once it is out. */
export default class RemindersController {
  async index(ctx: HttpContext) {
    const { profileId } = await validateParams(ctx, profileParams)
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, pageQuery)
    const viewing = await viewingOf(ctx, profileId)
    sendRevalidated(ctx, await new ListReminders().handle({ viewing, cursor, limit }))
  }

  async store(ctx: HttpContext) {
    const { profileId, titleId } = await validateParams(ctx, profileTitleParams)
    const { accountId } = ctx.principal
    const viewing = await viewingOf(ctx, profileId)
    await new AskForReminder().handle({ titleId, accountId, viewing })
    ctx.response.noContent()
  }

  async destroy(ctx: HttpContext) {
    await new EndReminder().handle(await validateParams(ctx, profileTitleParams))
    ctx.response.noContent()
  }
}
