import type { ModelKind, ModelParts } from './model.js'

/** Parts of a model that cannot be loaded: some are missing, of the wrong length, or not numbers. */
export class ModelDamaged extends Error {
  readonly code = 'E_MODEL_DAMAGED'
  constructor(why: string) {
    super(`The model is damaged: ${why}`)
    this.name = 'ModelDamaged'
  }
}

type NamedArray = ModelParts['arrays'][string]

/** @throws E_MODEL_DAMAGED when the parts are of another kind, or of an impossible number of titles */
export function checkKind(parts: ModelParts, kind: ModelKind): void {
  if (parts.kind !== kind) throw new ModelDamaged(`it is a ${parts.kind}, and no ${kind}`)
  if (!Number.isSafeInteger(parts.titleCount) || parts.titleCount < 0) {
    throw new ModelDamaged(`${parts.titleCount} is no number of titles`)
  }
}

/**
 * An array of the parts, checked: of this type and length, and every value finite.
 * @throws E_MODEL_DAMAGED
 */
export function arrayOf<A extends NamedArray>(
  parts: ModelParts,
  name: string,
  type: new (length: number) => A,
  length: number
): A {
  const array = parts.arrays[name]
  if (!(array instanceof type)) throw new ModelDamaged(`${name} is missing, or of another type`)
  if (array.length !== length) {
    throw new ModelDamaged(`${name} holds ${array.length} values, and not ${length}`)
  }
  if (!isAllFinite(array)) throw new ModelDamaged(`${name} holds what is not a number`)
  return array
}

/** A web process does this for some ten million values while it serves: `every` takes ten times as long. */
function isAllFinite(array: NamedArray): boolean {
  if (array instanceof Uint32Array || array instanceof Uint16Array) return true
  for (let at = 0; at < array.length; at++) if (!Number.isFinite(array[at]!)) return false
  return true
}

/** @throws E_MODEL_DAMAGED unless a value of the parts, by its name, is a finite number from `least` */
export function numberOf(
  from: Readonly<Record<string, unknown>>,
  name: string,
  least = Number.NEGATIVE_INFINITY
): number {
  const value = from[name]
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new ModelDamaged(`${name} is no number that it can be`)
  }
  return value
}
