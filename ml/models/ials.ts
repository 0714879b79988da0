import { availableParallelism } from 'node:os'
import type { History, Interactions } from '../dataset/interactions.js'
import { factorise } from './ials/factorise.js'
import { FoldIn } from './ials/fold_in.js'
import type { Regularisation } from './ials/half_step.js'
import { NormalEquations } from './ials/normal_equations.js'
import { vanishingRegularisation } from './ials/scale_of_likes.js'
import type { Contribution, FitContext, Model, ModelParts, ModelType } from './model.js'
import { arrayOf, checkKind, ModelDamaged, numberOf } from './model_parts.js'
import { popularityPrior } from './popularity_prior.js'

export type IalsParameters = {
  /** Length of a factor, even. */
  dimensions: number
  /** Times that both sides are solved. */
  iterations: number
  /** α0: weight of a cell that nobody watched, beside 1 for a like. */
  unobserved: number
  /** λ; 0 takes the share of the vanishing one that does well on data of any size. */
  regularisation: number
  /** ν: how far the regularisation grows with what is known of a row; 1 is in proportion. */
  exponent: number
  /** σ*: spread of the first factors, before it is divided by √dimensions. */
  deviation: number
}

/** Of the regularisation at which all taste would vanish: the best of MovieLens and LastFM alike. */
const SHARE_OF_VANISHING = 0.05

/** Below so many multiplications in a fit, threads take longer to start than they save. */
const WORTH_THREADS = 4e9

/**
 * Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky
 * 2008, "Collaborative filtering for implicit feedback datasets"), regularised by frequency as in
 * Rendle et al. 2021, "Revisiting the performance of iALS on item recommendation benchmarks".
 *
 * Of profiles nothing is kept: a history is scored by solving its own row against the titles.
 */
export const ials: ModelType<IalsParameters> = {
  kind: 'ials',
  defaults: {
    dimensions: 64,
    iterations: 12,
    unobserved: 0.3,
    regularisation: 0,
    exponent: 1,
    deviation: 0.1,
  },

  async fit(data, parameters, context) {
    const settled = settle(parameters, data)
    const factors = await fitFactors(data, settled, context)
    return new Ials(settled, factors, popularityPrior(data))
  },

  load(parts) {
    checkKind(parts, 'ials')
    const parameters = parametersOf(parts)
    const factors = arrayOf(
      parts,
      'factors',
      Float32Array,
      parts.titleCount * parameters.dimensions
    )
    return new Ials(parameters, factors, arrayOf(parts, 'prior', Float32Array, parts.titleCount))
  },
}

/**
 * The parameters with a regularisation for the data, where none is given.
 * @throws RangeError when they are impossible
 */
export function settle<P extends IalsParameters>(parameters: P, data: Interactions): P {
  check(parameters)
  if (parameters.regularisation > 0) return parameters
  const share = SHARE_OF_VANISHING * vanishingRegularisation(data, parameters.unobserved)
  // A number that a report can show; of no likes at all, any will do.
  return { ...parameters, regularisation: Number(share.toPrecision(3)) || 1 }
}

/**
 * @param parameters settled ones
 * @returns [titles × dimensions]
 */
export function fitFactors(
  data: Interactions,
  parameters: IalsParameters,
  context: FitContext
): Promise<Float32Array> {
  return factorise(data, {
    dimensions: parameters.dimensions,
    iterations: parameters.iterations,
    unobserved: parameters.unobserved,
    regularisation: regularisationOf(parameters),
    deviation: parameters.deviation,
    seed: context.seed,
    threads: threadsFor(data, parameters),
    deadline: context.deadline,
    onIteration: progressOf(parameters, context),
  })
}

function check(parameters: IalsParameters): void {
  const { dimensions, iterations, unobserved, regularisation } = parameters
  if (!Number.isInteger(dimensions) || dimensions < 2 || dimensions % 2 !== 0) {
    throw new RangeError(`Factors have an even number of dimensions, not ${dimensions}`)
  }
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new RangeError(`A fit takes one iteration or more, not ${iterations}`)
  }
  if (!(unobserved > 0) || !(regularisation >= 0)) {
    throw new RangeError('The unobserved weight is above 0, and the regularisation not below')
  }
}

/** @throws E_MODEL_DAMAGED when one is missing or impossible */
export function parametersOf(parts: ModelParts): IalsParameters {
  const parameters = {
    dimensions: numberOf(parts.parameters, 'dimensions', 2),
    iterations: numberOf(parts.parameters, 'iterations', 1),
    unobserved: numberOf(parts.parameters, 'unobserved'),
    regularisation: numberOf(parts.parameters, 'regularisation', Number.MIN_VALUE),
    exponent: numberOf(parts.parameters, 'exponent'),
    deviation: numberOf(parts.parameters, 'deviation'),
  }
  try {
    check(parameters)
  } catch (error) {
    throw new ModelDamaged((error as Error).message)
  }
  return parameters
}

export function regularisationOf({
  regularisation,
  exponent,
}: Pick<IalsParameters, 'regularisation' | 'exponent'>): Regularisation {
  return { strength: regularisation, exponent }
}

function threadsFor(data: Interactions, { dimensions, iterations }: IalsParameters): number {
  const outerProducts = data.columns.length * dimensions ** 2
  const systems = ((data.profiles.length + data.titles.length) * dimensions ** 3) / 6
  const worth = iterations * (outerProducts + systems) > WORTH_THREADS
  return worth ? availableParallelism() : 1
}

function progressOf({ iterations }: IalsParameters, { onProgress }: FitContext) {
  return (step: number, loss: number) => onProgress?.(step / iterations, { step, loss })
}

class Ials implements Model {
  readonly kind = 'ials'
  readonly titleCount: number
  private readonly profile: FoldIn

  /**
   * @param factors [titles × dimensions]; all 0 for a title that nobody liked
   * @param prior [titles] scores for a profile without a history
   */
  constructor(
    readonly parameters: IalsParameters,
    private readonly factors: Float32Array,
    private readonly prior: Float32Array
  ) {
    this.titleCount = prior.length
    this.profile = new FoldIn({
      factors,
      gram: gramOf(factors, parameters),
      unobserved: parameters.unobserved * prior.filter((share) => share > 0).length,
      regularisation: regularisationOf(parameters),
    })
  }

  score(history: History, _at: number, out: Float32Array): void {
    if (!this.profile.score(history, out)) out.set(this.prior)
  }

  explain(history: History, title: number, _at: number): Contribution[] {
    return this.profile.explain(history, title)
  }

  save(): ModelParts {
    return {
      kind: this.kind,
      titleCount: this.titleCount,
      parameters: this.parameters,
      meta: {},
      arrays: { factors: this.factors, prior: this.prior },
    }
  }
}

/** [dimensions × dimensions] lower half of α0 Tᵀ T. */
export function gramOf(
  factors: Float32Array,
  { dimensions, unobserved }: Pick<IalsParameters, 'dimensions' | 'unobserved'>
): Float64Array {
  const gram = new Float64Array(dimensions * dimensions)
  new NormalEquations(dimensions).gramOf(factors, unobserved, gram)
  return gram
}
