import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { FindExperiment, ListExperiments } from '../queries/find_experiment.js'
import { MeasureExperiment } from '../queries/measure_experiment.js'
import {
  transformExperiments,
  transformMeasuredExperiment,
} from '../transformers/experiment_transformer.js'
import { experimentParams, experimentsQuery } from '../validators/requests.js'

/** Experiments that compare two models, for staff. */
export default class ExperimentsController {
  @inject()
  async index(ctx: HttpContext, listExperiments: ListExperiments) {
    const { cursor, limit = DEFAULT_LIMIT } = await validateQuery(ctx, experimentsQuery)
    sendRevalidated(ctx, transformExperiments(await listExperiments.handle({ cursor, limit })))
  }

  @inject()
  async show(ctx: HttpContext, find: FindExperiment, measure: MeasureExperiment) {
    const { experimentId } = await validateParams(ctx, experimentParams)
    const experiment = await find.handle({ experimentId })
    sendRevalidated(ctx, transformMeasuredExperiment(await measure.handle({ experiment })))
  }
}
