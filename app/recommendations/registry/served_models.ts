import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { anyOf, hot } from '#core/sql'
import type { Model } from '#ml/models/model'
import { loadServedModel } from './load_served_model.js'
import { modelRefusals, servedVersion } from './served_metrics.js'

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

interface WantedModel {
  id: string
  version: number
  artefact: string
  checksum: string
  promoted: boolean
}

/** By `models_promoted` and `models_pkey`: a handful of rows. */
const wantedModels = hot<WantedModel>(
  'recommendations.wanted_models',
  `select id, version, artefact, checksum, state = 'promoted' as promoted
   from recommendations.models where state = 'promoted' or id = ${anyOf('$1::uuid[]')}`
)

/** How often a process asks which models to serve. Milliseconds. */
const ROUND_MS = 2_000
/** How long a model that could not be loaded is left alone. Milliseconds. */
const RETRY_MS = 10_000

/**
 * The models that this process serves from. Asking is synchronous and takes no time; another model
 * is loaded beside the old one, which serves until the new one is whole. Every process asks the
 * database by itself what to serve, every other second: so it needs no other process, nor a
 * connection that stays open, to hear of a promotion, and goes on with what it has when the database
 * or the store is away.
 */
export class ServedModels {
  #held = new Map<string, ServedModel>()
  #promoted: string | null = null
  #refused = new Map<string, { at: number; why: string }>()
  #alsoWanted: (() => Promise<readonly string[]>)[] = []
  #following: AbortController | null = null
  #round: Promise<void> | null = null

  /** The promoted model; null while there is none, or none could be loaded yet. */
  current(): ServedModel | null {
    return this.#promoted === null ? null : this.of(this.#promoted)
  }

  /** A model by its id, where this process holds it: the promoted one, and those of experiments. */
  of(modelId: string): ServedModel | null {
    return this.#held.get(modelId) ?? null
  }

  /** Has models held beside the promoted one; `ids` is asked in every round. */
  alsoHold(ids: () => Promise<readonly string[]>): void {
    this.#alsoWanted.push(ids)
  }

  /** Whether the promoted model could not be loaded, so that another or none serves in its place. */
  get refused(): boolean {
    return this.#refused.size > 0
  }

  /** Keeps up with promotions from now on, and waits until the first models are there, or `boundMs`. */
  async follow(boundMs: number): Promise<void> {
    if (this.#following) return
    const following = new AbortController()
    this.#following = following
    const first = this.refresh()
    void this.#goOn(first, following.signal)
    await Promise.race([first, pause(boundMs, null, { ref: false })])
  }

  /** Looks once which models to serve. Never throws: what cannot be had now is asked for again. */
  refresh(): Promise<void> {
    this.#round ??= this.#look()
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'It cannot be asked which models to serve; the old ones go on')
      })
      .finally(() => (this.#round = null))
    return this.#round
  }

  /** Follows no longer, and lets go of every model. */
  release(): void {
    this.#following?.abort()
    this.#following = null
    this.#promoted = null
    this.#held.clear()
    this.#refused.clear()
  }

  async #goOn(first: Promise<void>, signal: AbortSignal): Promise<void> {
    await first
    while (!signal.aborted) {
      await pause(ROUND_MS, null, { ref: false })
      if (!signal.aborted) await this.refresh()
    }
  }

  async #look(): Promise<void> {
    const ids = await Promise.all(this.#alsoWanted.map((wanted) => wanted()))
    const wanted = await wantedModels.rows([ids.flat()])
    await Promise.all(wanted.map((model) => this.#hold(model)))
    const promoted = wanted.find((model) => model.promoted)
    if (!promoted) this.#promoted = null
    else if (this.#held.has(promoted.id)) this.#serve(promoted)
    servedVersion.set(this.current()?.version ?? 0)

    const kept = new Set([...wanted.map(({ id }) => id), this.#promoted])
    for (const id of this.#held.keys()) if (!kept.has(id)) this.#held.delete(id)
    for (const id of this.#refused.keys()) if (!kept.has(id)) this.#refused.delete(id)
  }

  async #hold(wanted: WantedModel): Promise<void> {
    if (this.#held.has(wanted.id)) return
    const refused = this.#refused.get(wanted.id)
    if (refused && performance.now() < refused.at + RETRY_MS) return
    try {
      this.#held.set(wanted.id, await loadServedModel(wanted))
      this.#refused.delete(wanted.id)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#refused.set(wanted.id, { at: performance.now(), why })
      modelRefusals.inc()
      if (refused?.why === why) return
      const { id, version } = wanted
      logger.error({ err: error, model: id, version }, 'A model cannot serve; the old one goes on')
    }
  }

  #serve({ id, version }: WantedModel): void {
    if (this.#promoted === id) return
    this.#promoted = id
    logger.info({ model: id, version }, 'Another model serves')
  }
}

export const servedModels = new ServedModels()
