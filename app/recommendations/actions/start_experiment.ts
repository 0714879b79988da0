import db from '@adonisjs/lucid/services/db'
import { inject } from '@adonisjs/core'
import { clock } from '#core/clock'
import { newId } from '#core/ids'
import { E_EXPERIMENT_RUNS, E_NO_EXPERIMENT, E_SAME_MODEL } from '../errors.js'
import {
  experimentOfRow,
  type Experiment,
  type ExperimentId,
  type ExperimentRow,
} from '../experiments/experiment.js'
import { FindModel } from '../queries/find_model.js'
import { checkLoads } from '../registry/check_loads.js'

/** PostgreSQL's code for a value that a unique index has already. */
const NOT_UNIQUE = '23505'

/**
 * Has two models serve side by side, each a share of the profiles, from within seconds on. Both must
 * load: a damaged one would leave its arm to the promoted model.
 */
@inject()
export class StartExperiment {
  constructor(private findModel: FindModel) {}

  /**
   * @param input.shareB share of the profiles that B serves, above 0 and below 1
   * @throws E_MODEL_NOT_FOUND, E_MODEL_DAMAGED, E_SAME_MODEL
   * @throws E_EXPERIMENT_RUNS as one runs at most
   */
  async handle(input: { modelA: string; modelB: string; shareB: number }): Promise<Experiment> {
    const { modelA, modelB, shareB } = input
    if (modelA === modelB) throw new E_SAME_MODEL()
    for (const modelId of [modelA, modelB]) {
      await checkLoads(await this.findModel.handle({ modelId }))
    }
    try {
      const [row] = await db
        .table('recommendations.experiments')
        .insert({
          ...{ id: newId<ExperimentId>(), model_a: modelA, model_b: modelB, share_b: shareB },
          started_at: clock.date(),
        })
        .returning('*')
      return experimentOfRow(row as ExperimentRow)
    } catch (error) {
      if ((error as { code?: string }).code !== NOT_UNIQUE) throw error
      throw new E_EXPERIMENT_RUNS({ detail: 'Stop the experiment that runs first.' })
    }
  }
}

/** Ends the experiment that runs; the promoted model serves everybody again within seconds. */
export class StopExperiment {
  /** @throws E_NO_EXPERIMENT when none runs */
  async handle(): Promise<Experiment> {
    const [row] = await db
      .from('recommendations.experiments')
      .whereNull('ended_at')
      .update({ ended_at: clock.date() })
      .returning('*')
    if (!row) throw new E_NO_EXPERIMENT({ detail: 'No experiment runs.' })
    return experimentOfRow(row as ExperimentRow)
  }
}
