import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { ListTrainingRuns } from '../queries/list_training_runs.js'
import { transformRuns } from '../transformers/run_transformer.js'
import { runsQuery } from '../validators/requests.js'

/** How the trainings went, for staff. */
export default class TrainingRunsController {
  @inject()
  async index(ctx: HttpContext, listTrainingRuns: ListTrainingRuns) {
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, runsQuery)
    sendRevalidated(ctx, transformRuns(await listTrainingRuns.handle({ cursor, limit })))
  }
}
