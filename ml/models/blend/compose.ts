import type { Interactions } from '../../dataset/interactions.js'
import type { Split } from '../../split.js'
import type { FitContext, Model, ModelKind, Parameters } from '../model.js'
import { singleTypes } from '../single.js'
import { gatherCandidates, joinCandidates, type Candidates } from './candidates.js'
import { modelName, type Term } from './formula.js'
import { learnWeights } from './learn_weights.js'
import type { Part, View } from './part.js'

/** A model that may become part of a blend, and the ways in which it may be asked. */
export interface Member {
  kind: ModelKind
  parameters: Parameters
  /** As in `View`; each of them is a part of its own. */
  halfLives: readonly number[]
}

export interface Composing {
  members: readonly Member[]
  /** Each fits the members on its training half and learns from its held-out half. */
  splits: readonly Split[]
  /** Length of the lists that shall be good. */
  k: number
  /** At most so many profiles of each split. */
  profiles: number
  seed: number
  fit: (member: Member, data: Interactions) => Promise<Model>
  /** Whether to do with the splits so far; never asked before the first. */
  isOver?: () => boolean
}

export interface Composed {
  terms: Term[]
  /** Mean of NDCG@k and Recall@k on what was held out, by what the weights were learned from. */
  quality: number
}

/** Candidates of each view: what stands below never comes into a list of k. */
const DEPTH = 5

/**
 * Learns what each view of each member counts for, on what the splits hold out. Members are fitted
 * one split after the other, so that the models of one split at most are in memory.
 */
export async function compose(composing: Composing): Promise<Composed> {
  const { members, splits, k, profiles, seed } = composing
  const gathered: Candidates[] = []
  for (const split of splits) {
    if (gathered.length > 0 && composing.isOver?.()) break
    const views: View[] = []
    for (const member of members) {
      const model = await composing.fit(member, split.train)
      views.push(...member.halfLives.map((halfLife) => ({ model, halfLife })))
    }
    const at = newestTime(split.train)
    gathered.push(gatherCandidates({ split, views, depth: k * DEPTH, profiles, seed, at }))
  }
  const terms = members.flatMap(({ kind, parameters, halfLives }) =>
    halfLives.map((halfLife): Term => ({ kind, parameters, halfLife, weight: 0 }))
  )
  const learned = learnWeights(joinCandidates(gathered), k)
  return {
    terms: terms
      .map((term, view) => ({ ...term, weight: Number(learned.weights[view]!.toFixed(4)) }))
      .filter(({ weight }) => weight > 0),
    quality: learned.quality,
  }
}

/**
 * The terms with their models, each fitted once however many terms ask it.
 * @param dataFor what a kind is fitted on
 */
export async function fitTerms(
  terms: readonly Term[],
  dataFor: (kind: ModelKind) => Interactions,
  context: FitContext
): Promise<Part[]> {
  const models = new Map<string, Model>()
  const names = new Set(terms.map(({ kind, parameters }) => modelName(kind, parameters)))
  const parts: Part[] = []
  for (const { kind, parameters, halfLife, weight } of terms) {
    const name = modelName(kind, parameters)
    let model = models.get(name)
    if (!model) {
      const before = models.size
      model = await fitSingle(kind, parameters, dataFor(kind), {
        ...context,
        onProgress: (share, point) => context.onProgress?.((before + share) / names.size, point),
      })
      models.set(name, model)
    }
    parts.push({ model, halfLife, weight })
  }
  return parts
}

/** @throws RangeError when there is no such kind */
export function fitSingle(
  kind: ModelKind,
  parameters: Parameters,
  data: Interactions,
  context: FitContext
): Promise<Model> {
  const type = singleTypes[kind]
  if (!type) throw new RangeError(`There is no model ${kind} to blend`)
  return type.fit(data, { ...type.defaults, ...parameters }, context)
}

/** Unix time in seconds; 0 where the source gave no times. */
export function newestTime({ times }: Interactions): number {
  return times.reduce((newest, time) => Math.max(newest, time), 0)
}
