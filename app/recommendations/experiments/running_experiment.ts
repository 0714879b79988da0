import { hot } from '#core/sql'
import { servedModels } from '../registry/served_models.js'
import { experimentOfRow, type Experiment, type ExperimentRow } from './experiment.js'

/** By `experiments_running`: one row at most. */
const running = hot<ExperimentRow>(
  'recommendations.running_experiment',
  'select * from recommendations.experiments where ended_at is null'
)

/** The experiment that runs, as this process last heard: it asks as often as for models. */
class RunningExperiment {
  #current: Experiment | null = null

  current(): Experiment | null {
    return this.#current
  }

  /** Asks which experiment runs. Answers the models that it needs. */
  async refresh(): Promise<string[]> {
    const row = await running.first([])
    this.#current = row && experimentOfRow(row)
    return this.#current ? [this.#current.modelA, this.#current.modelB] : []
  }
}

export const runningExperiment = new RunningExperiment()

servedModels.alsoHold(() => runningExperiment.refresh())
