import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { CreateTitle } from '../actions/create_title.js'
import { DeleteTitle } from '../actions/delete_title.js'
import { OrderExtras } from '../actions/order_extras.js'
import { PublishTitle } from '../actions/publish_title.js'
import { ScheduleTitle } from '../actions/schedule.js'
import { TranslateTitle } from '../actions/translate.js'
import { UnpublishTitle } from '../actions/unpublish_title.js'
import { UpdateTitle } from '../actions/update_title.js'
import { ListChanges } from '../queries/list_changes.js'
import { ListStaffTitles } from '../queries/list_staff_titles.js'
import { RATING_SYSTEMS } from '../rating_systems.js'
import {
  changesQuery,
  createExtraBody,
  createTitleBody,
  orderExtrasBody,
  scheduleBody,
  staffTitlesQuery,
  titleTextsBody,
  updateTitleBody,
} from '../validators/editing.js'
import { titleLanguageParams, titleParams } from '../validators/identifiers.js'
import { editBy, sendEditedTitle } from './edited.js'

/** Films, shows and extras, for editors. */
export default class EditedTitlesController {
  async index(ctx: HttpContext) {
    const { limit = DEFAULT_LIMIT, ...asked } = await validateQuery(ctx, staffTitlesQuery)
    sendRevalidated(ctx, await new ListStaffTitles().handle({ ...asked, limit }))
  }

  async show(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    return sendEditedTitle(ctx, titleId)
  }

  async changes(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const { limit = DEFAULT_LIMIT, cursor } = await validateQuery(ctx, changesQuery)
    sendRevalidated(ctx, await new ListChanges().handle({ of: titleId, cursor, limit }))
  }

  async store(ctx: HttpContext) {
    const body = await validateBody(ctx, createTitleBody)
    const title = await new CreateTitle().handle({ ...body, by: ctx.principal.accountId })
    ctx.response.status(201)
    return sendEditedTitle(ctx, title.id)
  }

  async storeExtra(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const body = await validateBody(ctx, createExtraBody)
    const extra = { ...body, kind: 'extra', parentId: titleId } as const
    const title = await new CreateTitle().handle({ ...extra, ...editBy(ctx) })
    ctx.response.status(201)
    return sendEditedTitle(ctx, title.id)
  }

  async orderExtras(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const { titleIds } = await validateBody(ctx, orderExtrasBody)
    await new OrderExtras().handle({ titleId, extraIds: titleIds, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async update(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const changes = await validateBody(ctx, updateTitleBody)
    await new UpdateTitle().handle({ titleId, ...changes, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async destroy(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    await new DeleteTitle().handle({ titleId, ...editBy(ctx) })
    ctx.response.status(204).send(null)
  }

  async translate(ctx: HttpContext) {
    const params = await validateParams(ctx, titleLanguageParams)
    const texts = await validateBody(ctx, titleTextsBody)
    await new TranslateTitle().handle({ ...params, texts, ...editBy(ctx) })
    return sendEditedTitle(ctx, params.titleId)
  }

  async untranslate(ctx: HttpContext) {
    const params = await validateParams(ctx, titleLanguageParams)
    await new TranslateTitle().handle({ ...params, texts: null, ...editBy(ctx) })
    return sendEditedTitle(ctx, params.titleId)
  }

  async schedule(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const times = await validateBody(ctx, scheduleBody)
    await new ScheduleTitle().handle({ titleId, ...times, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async publish(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    await new PublishTitle().handle({ titleId, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async unpublish(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    await new UnpublishTitle().handle({ titleId, ...editBy(ctx) })
    return sendEditedTitle(ctx, titleId)
  }

  async ratingSystems(ctx: HttpContext) {
    const items = RATING_SYSTEMS.map((system) => ({
      ...system,
      labels: Object.entries(system.labels).map(([label, age]) => ({ label, age })),
    }))
    sendRevalidated(ctx, { items })
  }
}
