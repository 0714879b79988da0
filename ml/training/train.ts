import type { Trial } from '../auto.js'
import type { Backend } from '../backend.js'
import type { AlignedHeldOut } from '../dataset/align_held_out.js'
import type { Interactions } from '../dataset/interactions.js'
import type { TitleFeatures } from '../dataset/title_features.js'
import { comparePaired, evaluate, type Difference, type Evaluation } from '../metrics/index.js'
import { modelTypes } from '../models/index.js'
import type { FitContext, LearningPoint, Model, ModelKind, Parameters } from '../models/model.js'
import { split as splitData, type SplitKind } from '../split.js'
import { fairRival, mayStandAsItIs, type FairRival, type Rival } from './fair_rival.js'
import { fitChosen, type Choice } from './fit_chosen.js'
import type { Phases } from './phases.js'
import { examine, type Sanity } from './sanity.js'

export interface TrainingInput {
  /** What may be learned from. */
  data: Interactions
  /** What is to be found, where it comes from elsewhere; else a part of `data` is held out. */
  holdout: Holdout | null
  split: SplitKind
  choice: Choice
  /** What the titles are, where that is known. */
  features: TitleFeatures | null
  /** Length of the lists that are judged. */
  k: number
  seed: number
  /** How long all of it may take. Milliseconds. */
  budgetMs: number
  backend: Backend
  /** The model that serves now. */
  promoted: Rival | null
  /** Whether the chosen model is fitted on all of `data` once it has been judged. */
  refit: boolean
  phases: Phases
}

/** Same columns as the data; its rows begin with those of the data. */
export type Holdout = Pick<AlignedHeldOut, 'heldOut' | 'unknown'>

/** A model as it was judged. */
export interface Judged {
  kind: ModelKind
  parameters: Parameters
  evaluation: Evaluation
}

/** The names under which a report shows models. */
export type BaselineName = 'popularity' | 'ease'

export interface TrainingResult {
  /** Fitted on all of the data, where that was asked for; else the one that was judged. */
  model: Model
  chosen: Judged & { sanity: Sanity; curve: LearningPoint[]; tried: Trial[] }
  baselines: Record<BaselineName, Judged | null>
  promoted: (Judged & { as: FairRival['as']; titles: number }) | null
  /** The chosen model less another one, profile by profile. */
  differences: Record<string, { recall: Difference; ndcg: Difference }>
  train: Interactions
  heldOut: Interactions
  /** What could not be done, each a sentence. */
  warnings: string[]
}

/** More profiles than these are judged by a sample, so that a night suffices. */
const MOST_JUDGED = 50_000
const SAMPLE = 20_000
/** Share of the budget that is left for what comes after the choice: judging, and fitting on all. */
const AFTER_CHOICE = { judge: 0.1, refit: 0.35 }

const BASELINES: readonly BaselineName[] = ['popularity', 'ease']

/**
 * Splits, fits the simple models that a model must beat, chooses and fits a model, judges all on the
 * same lists, and fits the chosen one on everything. What is held out is looked at only to judge.
 * @throws E_TOO_LITTLE_DATA when the data cannot be split
 */
export async function train(input: TrainingInput): Promise<TrainingResult> {
  return new Training(input).run()
}

class Training {
  readonly #warnings: string[] = []
  readonly #until: number
  #train!: Interactions
  #heldOut!: Interactions
  #at = 0
  #sample: number | undefined

  constructor(private readonly input: TrainingInput) {
    this.#until = performance.now() + input.budgetMs
  }

  async run(): Promise<TrainingResult> {
    const { input } = this
    await input.phases.run('split', () => this.#split())
    const baselines = { popularity: null, ease: null } as Record<BaselineName, Judged | null>
    for (const kind of BASELINES) {
      if (kind !== input.choice)
        baselines[kind] = await this.#attempt(kind, () => this.#baseline(kind))
    }
    const promoted = input.promoted
      ? await this.#attempt('promoted', () => this.#promoted(input.promoted!))
      : null

    const { model, curve, tried } = await this.#fit()
    const evaluation = await this.#judge('chosen', model)
    const { kind, parameters } = model
    const sanity = examine(model, this.#train, { k: input.k, at: this.#at, seed: input.seed })
    const chosen = { kind, parameters, evaluation, sanity, curve, tried }
    if (input.choice === 'popularity' || input.choice === 'ease') baselines[input.choice] = chosen
    return {
      model: input.refit ? await this.#refit(model) : model,
      ...{ chosen, baselines, promoted },
      differences: this.#differences(chosen, { ...baselines, promoted }),
      ...{ train: this.#train, heldOut: this.#heldOut, warnings: this.#warnings },
    }
  }

  #split(): void {
    const { data, holdout, split, seed } = this.input
    const parts = holdout ? { train: data, heldOut: holdout.heldOut } : splitData(data, split, seed)
    this.#train = parts.train
    this.#heldOut = parts.heldOut
    this.#at = parts.train.times.reduce((newest, time) => Math.max(newest, time), 0)
    const profiles = profilesWithCells(parts.heldOut)
    if (profiles <= MOST_JUDGED) return
    this.#sample = SAMPLE
    this.#warnings.push(`Judged by ${SAMPLE} of ${profiles} profiles, picked by the seed.`)
  }

  async #baseline(kind: BaselineName): Promise<Judged> {
    const type = modelTypes[kind]
    if (!type) throw new Error(`There is no kind of model ${kind}`)
    const model = await this.input.phases.run(`fit ${kind}`, (tell) =>
      type.fit(this.#train, type.defaults, this.#context(tell, this.#until))
    )
    const evaluation = await this.#judge(kind, model)
    return { kind, parameters: model.parameters, evaluation }
  }

  async #promoted(rival: Rival): Promise<TrainingResult['promoted']> {
    const asItIs = mayStandAsItIs(rival, this.#train, this.#heldOut)
    const { model, as, titles } = await this.input.phases.run('fit promoted', (tell) =>
      fairRival(rival, this.#train, { asItIs, context: this.#context(tell, this.#until) })
    )
    const evaluation = await this.#judge('promoted', model)
    const { kind, parameters } = rival
    return { kind, parameters, evaluation, as, titles }
  }

  #fit() {
    const { input } = this
    const { judge, refit } = AFTER_CHOICE
    const share = 1 - judge - (input.refit ? refit : 0)
    const budgetMs = Math.max(0, this.#until - performance.now()) * share
    return input.phases.run('fit chosen', (tell) =>
      fitChosen(input.choice, {
        ...{ data: this.#train, k: input.k, split: input.holdout ? 'random' : input.split },
        ...{ budgetMs, context: this.#context(tell, performance.now() + budgetMs) },
      })
    )
  }

  #refit({ kind, parameters }: Model): Promise<Model> {
    const type = modelTypes[kind]!
    return this.input.phases.run('fit on all', (tell) =>
      type.fit(this.input.data, { ...type.defaults, ...parameters }, this.#context(tell, null))
    )
  }

  #judge(name: string, model: Pick<Model, 'score'>): Promise<Evaluation> {
    const { k, seed, holdout } = this.input
    return this.input.phases.run(`judge ${name}`, (tell) =>
      evaluate({
        ...{ model, train: this.#train, heldOut: this.#heldOut, unknown: holdout?.unknown },
        ...{ k, at: this.#at, sample: this.#sample, seed, onProgress: tell },
      })
    )
  }

  #differences(chosen: Judged, others: Record<string, Judged | null>) {
    const { seed } = this.input
    const own = chosen.evaluation.byProfile
    const compared = Object.entries(others).flatMap(([name, other]) => {
      if (!other || other === chosen) return []
      const { recall, ndcg } = other.evaluation.byProfile
      const difference = {
        recall: comparePaired(own.recall, recall, seed),
        ndcg: comparePaired(own.ndcg, ndcg, seed),
      }
      return [[name, difference] as const]
    })
    return Object.fromEntries(compared)
  }

  /** A model that is only compared with must not stop the one that is wanted. */
  async #attempt<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#warnings.push(`${name} is not compared with: ${why}`)
      return null
    }
  }

  #context(tell: (share: number) => void, deadline: number | null): FitContext {
    const { backend, seed, features } = this.input
    return { backend, seed, features, deadline, onProgress: tell }
  }
}

function profilesWithCells({ rowStart }: Interactions): number {
  let profiles = 0
  for (let row = 0; row + 1 < rowStart.length; row++) {
    if (rowStart[row + 1]! > rowStart[row]!) profiles++
  }
  return profiles
}
