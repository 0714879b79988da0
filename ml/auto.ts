import { planFor, type Plan } from './auto/plan.js'
import { shapeOf, someProfiles } from './auto/data_shape.js'
import type { Space } from './auto/spaces.js'
import { splitsInside } from './auto/splits_inside.js'
import type { Backend } from './backend.js'
import type { Interactions } from './dataset/interactions.js'
import type { TitleFeatures } from './dataset/title_features.js'
import { E_TOO_LITTLE_DATA } from './errors.js'
import { blend } from './models/blend.js'
import { Blended } from './models/blend/blended.js'
import { coldPartOf } from './models/blend/cold_part.js'
import { compose, fitSingle, fitTerms, newestTime, type Member } from './models/blend/compose.js'
import { formulaOf, type Term } from './models/blend/formula.js'
import { qualitiesAlone } from './models/blend/qualities_alone.js'
import type { FitContext, Model, ModelKind, Parameters } from './models/model.js'
import { seededRandom } from './random.js'
import type { Split, SplitKind } from './split.js'
import { tune } from './tune.js'

export interface AutoInput {
  data: Interactions
  features: TitleFeatures | null
  backend: Backend
  seed: number
  budgetMs: number
  /** Length of the lists that shall be good. */
  k: number
  /** What the model shall be good at: how the splits inside `data` are made. Random by default. */
  split?: SplitKind
  /** Told how far it is, 0 to 1, and what it is doing. */
  onProgress?: (share: number, step: string) => void
}

/** Something that was judged on a split inside the data. */
export interface Trial {
  kind: ModelKind
  parameters: Parameters
  /** Mean of NDCG@k and Recall@k. */
  quality: number
  seconds: number
}

export interface AutoResult {
  /** Fitted on all of the data. */
  model: Model
  /** All that was judged, in that order. */
  tried: Trial[]
  /** Null where there was too little data, or time, for one. */
  plan: Plan | null
}

/** Shares of the way, for a progress bar. */
const SEARCHED = 0.6
const LEARNED = 0.8

/** Shares of the budget by which the clock ends a search, and what may be learned from more splits. */
const SEARCH_ENDS = 0.6
const LEARNING_ENDS = 0.75

/**
 * The best model that the budget allows: looks for good settings of each kind of model, learns a
 * blend of them, and fits that on all of the data. Everything is chosen on splits inside the data.
 *
 * What is tried follows from the sizes of the data and the budget by estimated cost (`planFor`), so
 * that the same seed gives the same model; the clock ends a search only where the estimates were far
 * too low. Where nothing can be held out, or the budget is for nothing else, the model is
 * popularity.
 */
export async function fitAuto(input: AutoInput): Promise<AutoResult> {
  const began = performance.now()
  const plan = planFor(shapeOf(input.data), input.backend.name, input.budgetMs)
  const none = async () => ({ model: await fitPopularity(input), tried: [], plan: null })
  if (plan.spaces.length === 0) return none()
  const kind = input.split ?? 'random'
  const some = someProfiles(input.data, plan.cells, seededRandom(input.seed))
  let splits: Split[]
  try {
    splits = splitsInside(some, kind, plan.folds, input.seed)
  } catch (error) {
    if (!(error instanceof E_TOO_LITTLE_DATA)) throw error
    return none()
  }
  const search = new AutoSearch(input, plan, splits, began)
  const members = await search.members()
  const terms = await search.terms(members)
  const model = await search.fit(terms, some.columns.length)
  return { model, tried: search.tried, plan }
}

function fitPopularity({ data, onProgress, ...input }: AutoInput): Promise<Model> {
  const context = { ...input, deadline: null }
  return fitSingle('popularity', {}, data, {
    ...context,
    onProgress: (share) => onProgress?.(share, 'popularity'),
  })
}

/** The regularisation of a linear autoencoder stands beside sums over profiles, and grows with them. */
function grownTerm(term: Term, grown: number): Term {
  const { regularisation } = term.parameters
  const isSum = term.kind === 'ease' || term.kind === 'edlae'
  if (!isSum || typeof regularisation !== 'number' || grown < 1.001) return term
  return {
    ...term,
    parameters: { ...term.parameters, regularisation: Math.round(regularisation * grown) },
  }
}

interface Found {
  member: Member
  quality: number
  /** As in `Space`. */
  worthy: number
}

class AutoSearch {
  readonly tried: Trial[] = []

  constructor(
    private readonly input: AutoInput,
    private readonly plan: Plan,
    private readonly splits: readonly Split[],
    private readonly began: number
  ) {}

  /** The best settings of each kind that is worth its time. */
  async members(): Promise<Member[]> {
    const { spaces } = this.plan
    const found: Found[] = []
    for (const [place, space] of spaces.entries()) {
      const from = (SEARCHED * place) / spaces.length
      found.push(...(await this.bestOf(space, from, SEARCHED / spaces.length)))
    }
    const best = Math.max(...found.map(({ quality }) => quality))
    return found
      .filter(({ quality, worthy }) => quality >= best * worthy)
      .map(({ member }) => member)
  }

  private async bestOf(space: Space, from: number, share: number): Promise<Found[]> {
    const { kind, halfLives, worthy } = space
    const judged: { parameters: Parameters; quality: number }[] = []
    await tune({
      first: space.first,
      levels: space.levels,
      trials: space.trials,
      deadline: this.momentAt(SEARCH_ENDS),
      judge: async (parameters) => {
        this.tell(from + (share * judged.length) / space.trials, `settings of ${kind}`)
        const quality = await this.judge({ kind, parameters, halfLives })
        judged.push({ parameters, quality })
        return quality
      },
    })
    return judged
      .sort((a, b) => b.quality - a.quality)
      .slice(0, space.taken)
      .map(({ parameters, quality }, place) => ({
        // How far back to look is asked of the best alone: of the next it would say the same.
        member: { kind, parameters, halfLives: place === 0 ? halfLives : halfLives.slice(0, 1) },
        quality,
        worthy,
      }))
  }

  private async judge({ kind, parameters, halfLives }: Member) {
    const began = performance.now()
    const split = this.splits[0]!
    const model = await fitSingle(kind, parameters, split.train, this.context())
    const qualities = qualitiesAlone(
      {
        split,
        views: halfLives.map((halfLife) => ({ model, halfLife })),
        depth: this.input.k,
        profiles: this.plan.profiles,
        seed: this.input.seed,
        at: newestTime(split.train),
      },
      this.input.k
    )
    const quality = Math.max(...qualities)
    this.tried.push({ kind, parameters, quality, seconds: secondsSince(began) })
    return quality
  }

  /** What each of them counts for. */
  async terms(members: readonly Member[]): Promise<Term[]> {
    const { input, plan } = this
    const began = performance.now()
    let fitted = 0
    const fits = this.splits.length * members.length
    const { terms, quality } = await compose({
      members,
      splits: this.splits,
      k: input.k,
      profiles: plan.profiles,
      seed: input.seed,
      isOver: () => performance.now() > this.momentAt(LEARNING_ENDS),
      fit: async ({ kind, parameters }, train) => {
        this.tell(SEARCHED + ((LEARNED - SEARCHED) * fitted++) / fits, 'blend')
        return fitSingle(kind, parameters, train, this.context())
      },
    })
    const parameters = { formula: formulaOf(terms) }
    this.tried.push({ kind: 'blend', parameters, quality, seconds: secondsSince(began) })
    return terms
  }

  /** @param learnedOn cells of the data that the terms are from */
  async fit(terms: readonly Term[], learnedOn: number): Promise<Model> {
    const { data, k, seed, split = 'random' } = this.input
    const cells = new Map(this.plan.spaces.map((space) => [space.kind, space.cells]))
    const cellsFor = (kind: ModelKind) => cells.get(kind) ?? data.columns.length
    const grown = terms.map((term) => grownTerm(term, cellsFor(term.kind) / learnedOn))
    const parts = await fitTerms(
      grown,
      (kind) => someProfiles(data, cellsFor(kind), seededRandom(seed)),
      {
        ...this.context(),
        onProgress: (share) => this.tell(LEARNED + share * (1 - LEARNED), 'fit on all data'),
      }
    )
    const made = { ...blend.defaults, formula: formulaOf(grown), k, split }
    const cold = await coldPartOf(parts, data, this.context())
    return new Blended(data.titles.length, parts, made, cold)
  }

  private momentAt(share: number): number {
    return this.began + share * this.input.budgetMs
  }

  private context(): FitContext {
    const { backend, seed, features } = this.input
    return { backend, seed, features, deadline: null }
  }

  private tell(share: number, step: string): void {
    this.input.onProgress?.(share, step)
  }
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000
}
