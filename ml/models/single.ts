import { content } from './content.js'
import { ease } from './ease.js'
import { edlae } from './edlae.js'
import { ials } from './ials.js'
import type { Model, ModelKind, ModelParts, ModelType } from './model.js'
import { ModelDamaged } from './model_parts.js'
import { popularity } from './popularity.js'
import { vae } from './vae.js'

/** Every kind of model that stands by itself: all but the blend, which is made of them. */
export const SINGLE_TYPES: readonly ModelType<any>[] = [popularity, ease, edlae, ials, vae, content]

export const singleTypes: Partial<Record<ModelKind, ModelType<any>>> = Object.fromEntries(
  SINGLE_TYPES.map((type) => [type.kind, type])
)

/** @throws E_MODEL_DAMAGED when the parts do not fit together, or are of no known single kind */
export function loadSingle(parts: ModelParts): Model {
  const type = singleTypes[parts.kind]
  if (!type) throw new ModelDamaged(`${parts.kind} is no kind of model`)
  return type.load(parts)
}
