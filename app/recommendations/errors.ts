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
