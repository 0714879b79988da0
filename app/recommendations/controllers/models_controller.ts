import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { ListModels } from '../queries/list_models.js'
import { transformModels } from '../transformers/model_transformer.js'
import { modelsQuery } from '../validators/requests.js'

/** The models, for staff. */
export default class ModelsController {
  @inject()
  async index(ctx: HttpContext, listModels: ListModels) {
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, modelsQuery)
    sendRevalidated(ctx, transformModels(await listModels.handle({ cursor, limit })))
  }
}
