import { problem } from '#core/problem'

export const E_MODEL_NOT_FOUND = problem(
  'recommendations.model-not-found',
  404,
  'There is no such model'
)
export const E_MODEL_DAMAGED = problem(
  'recommendations.model-damaged',
  409,
  'This model is damaged and cannot serve'
)
export const E_NOTHING_TO_ROLL_BACK = problem(
  'recommendations.nothing-to-roll-back',
  409,
  'No model has served before the present one'
)
export const E_TRAINING_RUNS = problem(
  'recommendations.training-runs',
  409,
  'A training runs already'
)
export const E_NOTHING_TO_WATCH = problem(
  'recommendations.nothing-to-watch',
  409,
  'No film and no show is published; histories need something to watch'
)
export const E_IMPRESSIONS_NOT_KEPT = problem(
  'recommendations.impressions-not-kept',
  503,
  'What was shown was not kept; send it again'
)
export const E_EXPERIMENT_RUNS = problem(
  'recommendations.experiment-runs',
  409,
  'An experiment runs already'
)
export const E_NO_EXPERIMENT = problem(
  'recommendations.no-experiment',
  404,
  'There is no such experiment'
)
export const E_SAME_MODEL = problem(
  'recommendations.same-model',
  409,
  'An experiment compares two different models'
)
