/** Recommendations: models that learn from what is watched, and the rails that come of them. */
import './training/training_metrics.js'

export { servedModels, type ServedModel } from './registry/served_models.js'
export { RegisterModel, type NewModel } from './actions/register_model.js'
export { PromoteModel } from './actions/promote_model.js'
export { RollBack } from './actions/roll_back.js'
export { FindModel } from './queries/find_model.js'
export { FindPromotedModel } from './queries/find_promoted_model.js'
export { ListModels } from './queries/list_models.js'
export type { ModelRecord, ModelState } from './registry/model_record.js'
export {
  DeleteGeneratedHistory,
  GenerateHistory,
  type GeneratedHistory,
} from './actions/generate_history.js'
export { impressionWriter } from './impressions/impression_writer.js'
export { servedModelFor } from './experiments/arm_of.js'
export { StartExperiment, StopExperiment } from './actions/start_experiment.js'
export { FindExperiment } from './queries/find_experiment.js'
export { MeasureExperiment } from './queries/measure_experiment.js'
export { ARM_HEAD, armRows, verdictOf } from './experiments/experiment_words.js'
export { experimentPage } from './experiments/experiment_page.js'
export { transformMeasuredExperiment } from './transformers/experiment_transformer.js'
export { RunTraining, type TrainedOrNot, type TrainingWish } from './actions/run_training.js'
export { rivalOf } from './training/rival_of.js'
export { railChooser } from './serving/rail_chooser.js'
export { catalogueRecommender } from './serving/catalogue_recommender.js'
export { ListResets } from './queries/list_resets.js'
export { CompareModels, type Comparison } from './actions/compare_models.js'
