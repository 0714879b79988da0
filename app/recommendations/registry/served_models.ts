import type { Model } from '#ml/models/model'

/** A model that this process holds in memory, with the catalogue's ids of its titles. */
export interface ServedModel {
  id: string
  version: number
  model: Model
  /** Title ids by the model's index. */
  titleIds: readonly string[]
  /** The model's index by title id. */
  indexOf: ReadonlyMap<string, number>
}

/**
 * The models that this process serves from. Asking is synchronous and takes no time; another model
 * is loaded beside the old one, which serves until the new one is whole.
 */
export class ServedModels {
  #held = new Map<string, ServedModel>()
  #promoted: string | null = null

  /** The promoted model; null while there is none, or none could be loaded yet. */
  current(): ServedModel | null {
    return this.#promoted === null ? null : this.of(this.#promoted)
  }

  /** A model by its id, where this process holds it: the promoted one, and those of experiments. */
  of(modelId: string): ServedModel | null {
    return this.#held.get(modelId) ?? null
  }

  /** Lets go of every model. */
  release(): void {
    this.#promoted = null
    this.#held.clear()
  }
}

export const servedModels = new ServedModels()
