import { blend } from './blend.js'
import type { Model, ModelKind, ModelParts, ModelType } from './model.js'
import { ModelDamaged } from './model_parts.js'
import { SINGLE_TYPES } from './single.js'

/** How models of each kind come to be. */
export const modelTypes: Partial<Record<ModelKind, ModelType<any>>> = Object.fromEntries(
  [...SINGLE_TYPES, blend].map((type) => [type.kind, type])
)

/** @throws E_MODEL_DAMAGED when the parts do not fit together, or are of no known kind */
export function loadModel(parts: ModelParts): Model {
  const type = modelTypes[parts.kind]
  if (!type) throw new ModelDamaged(`${parts.kind} is no kind of model`)
  return type.load(parts)
}
