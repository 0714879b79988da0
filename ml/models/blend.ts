import { split, SPLIT_KINDS, type SplitKind } from '../split.js'
import { Blended, loadBlended } from './blend/blended.js'
import { coldPartOf } from './blend/cold_part.js'
import { compose, fitSingle, fitTerms, type Member } from './blend/compose.js'
import { formulaOf, termsOf, type Term } from './blend/formula.js'
import type { FitContext, ModelType } from './model.js'
import { loadSingle } from './single.js'
import type { Interactions } from '../dataset/interactions.js'

export type BlendParameters = {
  /** What it is made of, as `formulaOf` writes it; '' learns it from the data. */
  formula: string
  /** Length of the lists that shall be good. */
  k: number
  /** What is held out to learn the weights from, as in `split`. */
  split: SplitKind
  /** Random splits to learn from; of the others there is but one. */
  folds: number
}

/** Profiles to learn from, of each split. */
const PROFILES = 3000

/** Of the share of a fit's time that goes by before all data is fitted. */
const LEARNING_SHARE = 0.6

/**
 * Several models as one, weighted by how much each helps to find what was held out. Models that do
 * not help are left out. The weights are learned on splits inside the data, with models fitted on
 * their training halves; then the models are fitted on all of it.
 */
export const blend: ModelType<BlendParameters> = {
  kind: 'blend',
  defaults: { formula: '', k: 20, split: 'random', folds: 2 },

  async fit(data, parameters, context) {
    check(parameters)
    const learned = parameters.formula === ''
    const terms = learned ? await learn(data, parameters, context) : termsOf(parameters.formula)
    const from = learned ? LEARNING_SHARE : 0
    const parts = await fitTerms(terms, () => data, {
      ...context,
      onProgress: (share, point) => context.onProgress?.(from + share * (1 - from), point),
    })
    const cold = await coldPartOf(parts, data, context)
    const made = { ...parameters, formula: formulaOf(terms) }
    return new Blended(data.titles.length, parts, made, cold)
  },

  load: (parts) => loadBlended(parts, loadSingle),
}

async function learn(
  data: Interactions,
  { k, split: kind, folds }: BlendParameters,
  context: FitContext
): Promise<Term[]> {
  const count = kind === 'random' ? folds : 1
  const splits = Array.from({ length: count }, (_, fold) => split(data, kind, context.seed + fold))
  let fitted = 0
  const { terms } = await compose({
    members: MEMBERS,
    splits,
    k,
    profiles: PROFILES,
    seed: context.seed,
    fit: async (member, train) => {
      const before = fitted++
      const part = LEARNING_SHARE / (MEMBERS.length * count)
      return fitSingle(member.kind, member.parameters, train, {
        ...context,
        onProgress: (share, point) => context.onProgress?.((before + share) * part, point),
      })
    },
  })
  return terms
}

/**
 * Kinds that complement each other, with settings that are good on several data sets; where times say
 * nothing, nearness changes nothing.
 */
const MEMBERS: readonly Member[] = [
  {
    kind: 'edlae',
    parameters: {
      regularisation: 60,
      dropout: 0.5,
      confidence: 1,
      nearness: 120,
      apart: 0.3,
      tail: 0.1,
      evenness: 0.25,
    },
    halfLives: [0, 8],
  },
  {
    kind: 'ials',
    parameters: { dimensions: 64, unobserved: 0.3, regularisation: 0.014, iterations: 8 },
    halfLives: [0],
  },
  { kind: 'popularity', parameters: {}, halfLives: [0] },
]

function check({ k, split: kind, folds }: BlendParameters): void {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`A list of ${k} titles is none`)
  if (!Number.isSafeInteger(folds) || folds < 1) throw new RangeError(`${folds} folds are none`)
  if (!SPLIT_KINDS.includes(kind)) throw new RangeError(`There is no split ${kind}`)
}
