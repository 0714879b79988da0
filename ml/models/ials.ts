import { availableParallelism } from 'node:os'
import type { History, Interactions } from '../dataset/interactions.js'
import { dotRows } from './dot_rows.js'
import { factorise } from './ials/factorise.js'
import { ridgeOf } from './ials/half_step.js'
import { likesIn } from './likes_in.js'
import { NormalEquations } from './ials/normal_equations.js'
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
  /** λ */
  regularisation: number
  /** ν: how far the regularisation grows with what is known of a row; 1 is in proportion. */
  exponent: number
  /** σ*: spread of the first factors, before it is divided by √dimensions. */
  deviation: number
}

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
    unobserved: 0.2,
    regularisation: 0.008,
    exponent: 1,
    deviation: 0.1,
  },

  async fit(data, parameters, context) {
    check(parameters)
    const factors = await factorise(data, {
      dimensions: parameters.dimensions,
      iterations: parameters.iterations,
      unobserved: parameters.unobserved,
      regularisation: { strength: parameters.regularisation, exponent: parameters.exponent },
      deviation: parameters.deviation,
      seed: context.seed,
      threads: threadsFor(data, parameters),
      deadline: context.deadline,
      onIteration: progressOf(parameters, context),
    })
    return new Ials(parameters, factors, popularityPrior(data))
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

function check(parameters: IalsParameters): void {
  const { dimensions, iterations, unobserved, regularisation } = parameters
  if (!Number.isInteger(dimensions) || dimensions < 2 || dimensions % 2 !== 0) {
    throw new RangeError(`Factors have an even number of dimensions, not ${dimensions}`)
  }
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new RangeError(`A fit takes one iteration or more, not ${iterations}`)
  }
  if (!(unobserved > 0) || !(regularisation > 0)) {
    throw new RangeError('The unobserved weight and the regularisation are above 0')
  }
}

function parametersOf(parts: ModelParts): IalsParameters {
  const parameters = {
    dimensions: numberOf(parts.parameters, 'dimensions', 2),
    iterations: numberOf(parts.parameters, 'iterations', 1),
    unobserved: numberOf(parts.parameters, 'unobserved'),
    regularisation: numberOf(parts.parameters, 'regularisation'),
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
  private readonly equations: NormalEquations
  /** [dimensions × dimensions] lower half of α0 Tᵀ T. */
  private readonly gram: Float64Array
  private readonly unobserved: number

  /**
   * @param factors [titles × dimensions]; all 0 for a title that nobody liked
   * @param prior [titles] scores for a profile without a history
   */
  constructor(
    readonly parameters: IalsParameters,
    private readonly factors: Float32Array,
    private readonly prior: Float32Array
  ) {
    const { dimensions, unobserved } = parameters
    this.titleCount = prior.length
    this.equations = new NormalEquations(dimensions)
    this.gram = new Float64Array(dimensions * dimensions)
    this.equations.gramOf(factors, unobserved, this.gram)
    this.unobserved = unobserved * prior.reduce((liked, share) => liked + (share > 0 ? 1 : 0), 0)
  }

  score(history: History, _at: number, out: Float32Array): void {
    if (!this.begin(history)) {
      out.set(this.prior)
      return
    }
    const { equations, factors } = this
    equations.solve(equations.right)
    dotRows(factors, Float32Array.from(equations.right), out)
  }

  /**
   * Hu et al. 2008, section 5: the score is `Σ_j w_j tᵀ A⁻¹ t_j` over the history's titles j, one
   * contribution each, where A is the profile's own system.
   */
  explain(history: History, title: number, _at: number): Contribution[] {
    if (!this.begin(history)) return []
    const { equations, factors } = this
    const { dimensions } = equations
    const through = Float64Array.from(
      factors.subarray(title * dimensions, (title + 1) * dimensions)
    )
    equations.solve(through)
    const contributions: Contribution[] = []
    for (let at = 0; at < history.titles.length; at++) {
      const watched = history.titles[at]!
      let amount = 0
      for (let d = 0; d < dimensions; d++) {
        amount += through[d]! * factors[watched * dimensions + d]!
      }
      contributions.push({ title: watched, amount: history.weights[at]! * amount })
    }
    return contributions.sort((a, b) => b.amount - a.amount || a.title - b.title)
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

  /** Builds and factorises the history's system; false when it holds no like. */
  private begin({ titles, weights }: History): boolean {
    const likes = likesIn(weights, 0, titles.length)
    if (likes === 0) return false
    const { equations, parameters } = this
    const by = { strength: parameters.regularisation, exponent: parameters.exponent }
    equations.begin(this.gram, ridgeOf(by, likes, this.unobserved))
    equations.add(this.factors, titles, weights, 0, titles.length)
    equations.factorise()
    return true
  }
}
