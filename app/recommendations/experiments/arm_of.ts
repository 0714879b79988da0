import type { ProfileId } from '#core/ids'
import { servedModels, type ServedModel } from '../registry/served_models.js'
import { armOf, modelOfArm } from './experiment.js'
import { runningExperiment } from './running_experiment.js'

/**
 * The model that serves a profile: its arm's while an experiment runs, else the promoted one. Null
 * while there is none. Synchronous, from memory; an arm whose model could not be loaded has the
 * promoted one.
 */
export function servedModelFor(profileId: ProfileId): ServedModel | null {
  const experiment = runningExperiment.current()
  const ofArm = experiment && servedModels.of(modelOfArm(experiment, armOf(profileId, experiment)))
  return ofArm ?? servedModels.current()
}
