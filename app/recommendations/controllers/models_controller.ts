import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { PromoteModel } from '../actions/promote_model.js'
import { RollBack } from '../actions/roll_back.js'
import { ListModels } from '../queries/list_models.js'
import { transformModel, transformModels } from '../transformers/model_transformer.js'
import { modelParams, modelsQuery } from '../validators/requests.js'

/** The models, and which of them serves, for staff. */
export default class ModelsController {
  @inject()
  async index(ctx: HttpContext, listModels: ListModels) {
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, modelsQuery)
    sendRevalidated(ctx, transformModels(await listModels.handle({ cursor, limit })))
  }

  @inject()
  async promote(ctx: HttpContext, promoteModel: PromoteModel) {
    const { modelId } = await validateParams(ctx, modelParams)
    return transformModel(await promoteModel.handle({ modelId }))
  }

  @inject()
  async rollBack(_: HttpContext, rollBack: RollBack) {
    return transformModel(await rollBack.handle())
  }
}
