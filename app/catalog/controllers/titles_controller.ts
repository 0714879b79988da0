import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import type { TitleId } from '#core/ids'
import { DEFAULT_LIMIT } from '#core/pagination'
import { CreateTitle } from '../actions/create_title.js'
import { PublishTitle } from '../actions/publish_title.js'
import { UnpublishTitle } from '../actions/unpublish_title.js'
import { UpdateTitle } from '../actions/update_title.js'
import { FindTitlePage } from '../queries/find_title_page.js'
import { ListTitles } from '../queries/list_titles.js'
import { toEditedTitle } from '../transformers/title_page_transformer.js'
import { createTitleBody, updateTitleBody } from '../validators/editing.js'
import { titleParams } from '../validators/identifiers.js'
import { listTitlesQuery } from '../validators/viewing.js'
import { EDITORS_VIEW, viewingOfAccount } from '../viewing.js'

/** Films and shows, for viewers and for editors. */
export default class TitlesController {
  async index(ctx: HttpContext) {
    const { profileId, limit, ...rest } = await validateQuery(ctx, listTitlesQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    const page = await new ListTitles().handle({
      ...rest,
      viewing,
      limit: limit ?? DEFAULT_LIMIT,
    })
    sendRevalidated(ctx, page)
  }

  async store(ctx: HttpContext) {
    const title = await new CreateTitle().handle(await validateBody(ctx, createTitleBody))
    ctx.response.status(201)
    return answerEdited(ctx, title.id)
  }

  async update(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const changes = await validateBody(ctx, updateTitleBody)
    await new UpdateTitle().handle({ titleId, ...changes })
    return answerEdited(ctx, titleId)
  }

  async publish(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    await new PublishTitle().handle({ titleId })
    return answerEdited(ctx, titleId)
  }

  async unpublish(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    await new UnpublishTitle().handle({ titleId })
    return answerEdited(ctx, titleId)
  }
}

async function answerEdited({ response }: HttpContext, titleId: TitleId): Promise<void> {
  response.json(toEditedTitle(await new FindTitlePage().handle({ titleId, viewing: EDITORS_VIEW })))
}
