import logger from '@adonisjs/core/services/logger'
import type { Model } from '#ml/models/model'
import type { ServedModel } from '../registry/served_models.js'
import { modelFailures } from './serving_metrics.js'

/** A model that keeps a request so long is too slow to serve: the process does nothing else. */
const SLOW_MS = 100
/** A pause of the process looks like a slow model once; not so often in a row. */
const SLOW_IN_A_ROW = 3
/** How long a model that failed is left alone. Milliseconds. */
const REST_MS = 30_000

interface Standing {
  slow: number
  restsUntil: number
  told: boolean
}

/**
 * Asks models for answers, and leaves one alone for a while that throws or is slow: then there is no
 * answer, at once. Each model's failure is logged once; the metric counts all.
 */
export class ModelGuard {
  readonly #standings = new WeakMap<Model, Standing>()

  /** Null when the model gave no answer that can be used. */
  ask<Answer>({ id, model }: ServedModel, question: (model: Model) => Answer): Answer | null {
    const standing = this.#standingOf(model)
    const startedAt = performance.now()
    if (startedAt < standing.restsUntil) return null
    try {
      const answer = question(model)
      const isSlow = performance.now() - startedAt > SLOW_MS
      standing.slow = isSlow ? standing.slow + 1 : 0
      if (standing.slow >= SLOW_IN_A_ROW) this.#rest(id, standing, 'slow', null)
      return answer
    } catch (error) {
      this.#rest(id, standing, 'threw', error)
      return null
    }
  }

  #standingOf(model: Model): Standing {
    const known = this.#standings.get(model)
    if (known) return known
    const standing = { slow: 0, restsUntil: 0, told: false }
    this.#standings.set(model, standing)
    return standing
  }

  #rest(id: string, standing: Standing, how: 'slow' | 'threw', error: unknown): void {
    standing.slow = 0
    standing.restsUntil = performance.now() + REST_MS
    modelFailures.inc({ how })
    if (standing.told) return
    standing.told = true
    logger.error({ err: error, model: id, how }, 'A model fails; popular rails are shown instead')
  }
}

export const modelGuard = new ModelGuard()
